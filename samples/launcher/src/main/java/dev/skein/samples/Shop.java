package dev.skein.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The three services of the shop, each in a process of its own, on ports that were free. */
public final class Shop implements AutoCloseable {
  private final Path samples;
  private final Path logs;
  private final Map<String, String> environment = new HashMap<>();
  private final int storefrontPort;
  private final int paymentPort;
  private final int inventoryPort;
  private final ServiceProcess storefront;
  private final ServiceProcess payment;
  private ServiceProcess inventory;

  private Shop(Path samples, URI otlpEndpoint) {
    this.samples = samples;
    this.logs = samples.resolve("target/logs");
    newLogs();
    List<Integer> ports = freePorts(3);
    storefrontPort = ports.get(0);
    paymentPort = ports.get(1);
    inventoryPort = ports.get(2);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", otlpEndpoint.toString());
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
    environment.put("STOREFRONT_URL", url(storefrontPort));
    environment.put("PAYMENT_URL", url(paymentPort));
    environment.put("INVENTORY_URL", url(inventoryPort));
    environment.put("QUARKUS_HTTP_PORT", String.valueOf(storefrontPort));
    environment.put("PAYMENT_PORT", String.valueOf(paymentPort));
    environment.put("MICRONAUT_SERVER_PORT", String.valueOf(inventoryPort));
    storefront =
        start("storefront", "storefront/target/quarkus-app/quarkus-run.jar", storefrontPort);
    payment = start("payment", "payment/target/payment-1.0-SNAPSHOT.jar", paymentPort);
    inventory = startInventory();
  }

  /** Starts all services and waits until they accept connections. */
  public static Shop open(Path samples, URI otlpEndpoint) throws InterruptedException {
    Shop shop = new Shop(samples, otlpEndpoint);
    try {
      shop.storefront.awaitReady();
      shop.payment.awaitReady();
      shop.inventory.awaitReady();
      return shop;
    } catch (ShopException | InterruptedException e) {
      shop.close();
      throw e;
    }
  }

  private void newLogs() {
    try {
      Files.createDirectories(logs);
      for (String name : List.of("storefront", "payment", "inventory")) {
        Files.deleteIfExists(logs.resolve(name + ".log"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare " + logs, e);
    }
  }

  private static String url(int port) {
    return "http://localhost:" + port;
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("No free port", e);
    }
  }

  private ServiceProcess start(String name, String jar, int port) {
    return ServiceProcess.start(name, samples.resolve(jar), port, environment, logs);
  }

  private ServiceProcess startInventory() {
    return start("inventory", "inventory/target/inventory-1.0-SNAPSHOT.jar", inventoryPort);
  }

  /** A shopper who sends orders to this shop. */
  public Shopper shopper() {
    return Shopper.start(
        samples.resolve("shopper/target/shopper-1.0-SNAPSHOT.jar"), storefrontUrl(), environment);
  }

  /** Where the storefront listens. */
  public String storefrontUrl() {
    return url(storefrontPort);
  }

  /** Where the payment service listens. */
  public String paymentUrl() {
    return url(paymentPort);
  }

  /** Where the stock service listens. */
  public String inventoryUrl() {
    return url(inventoryPort);
  }

  /** The folder of the services' logs. */
  public Path logs() {
    return logs;
  }

  /** Takes the stock service down. */
  public void stopInventory() {
    inventory.close();
  }

  /** Brings the stock service up again. */
  public void restartInventory() throws InterruptedException {
    inventory = startInventory();
    inventory.awaitReady();
  }

  /** Ends all services. */
  @Override
  public void close() {
    for (ServiceProcess service : List.of(storefront, payment, inventory)) {
      service.close();
    }
  }
}
