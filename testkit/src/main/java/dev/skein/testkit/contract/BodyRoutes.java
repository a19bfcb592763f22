package dev.skein.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Routes with bodies that are long, or take their time, or never end. */
final class BodyRoutes {
  static final int LARGE = 16 << 20;

  private static final int PART = 64 << 10;
  private static final byte[] CHUNK = bytes("chunk ");

  private BodyRoutes() {}

  static List<ContractRoute> all() {
    return List.of(
        new ContractRoute("GET", "/chunks", BodyRoutes::chunks),
        new ContractRoute("GET", "/cut-short", BodyRoutes::cutShort),
        new ContractRoute("GET", "/endless", BodyRoutes::endless),
        new ContractRoute("GET", "/events", BodyRoutes::events),
        new ContractRoute("GET", "/large", BodyRoutes::large),
        new ContractRoute("POST", "/upload", BodyRoutes::upload),
        new ContractRoute("GET", "/slow", BodyRoutes::slow),
        new ContractRoute("GET", "/slow-in-worker", BodyRoutes::slow),
        new ContractRoute("GET", "/times-out", BodyRoutes::timesOut),
        new ContractRoute("GET", "/reset", (exchange, path) -> exchange.drop()));
  }

  private static void chunks(ContractExchange exchange, String path) throws IOException {
    exchange.start(200, Map.of("Content-Type", "text/plain"), -1);
    for (int i = 0; i < 3; i++) {
      Pause.millis(100);
      exchange.write(CHUNK);
    }
  }

  private static void cutShort(ContractExchange exchange, String path) throws IOException {
    exchange.start(200, Map.of("Content-Type", "text/plain"), -1);
    exchange.write(CHUNK);
    Pause.millis(50);
    throw new IllegalStateException("no more data");
  }

  private static void endless(ContractExchange exchange, String path) throws IOException {
    exchange.start(200, Map.of("Content-Type", "text/plain"), -1);
    while (true) {
      exchange.write(CHUNK);
      Pause.millis(10);
    }
  }

  private static void events(ContractExchange exchange, String path) throws IOException {
    exchange.start(200, Map.of("Content-Type", "text/event-stream"), -1);
    for (int i = 0; i < 3; i++) {
      Pause.millis(100);
      exchange.write(bytes("data: event\n\n"));
    }
  }

  private static void large(ContractExchange exchange, String path) throws IOException {
    exchange.start(200, Map.of("Content-Type", "text/plain"), LARGE);
    byte[] part = new byte[PART];
    Arrays.fill(part, (byte) 'x');
    for (int sent = 0; sent < LARGE; sent += PART) {
      exchange.write(part);
    }
  }

  private static void upload(ContractExchange exchange, String path) throws IOException {
    byte[] part = new byte[PART];
    InputStream body = exchange.body();
    long length = 0;
    for (int read = body.read(part); read >= 0; read = body.read(part)) {
      length += read;
    }
    PlainRoutes.text(exchange, Long.toString(length));
  }

  private static void slow(ContractExchange exchange, String path) throws IOException {
    Pause.millis(1_000);
    PlainRoutes.text(exchange, "late");
  }

  private static void timesOut(ContractExchange exchange, String path) throws IOException {
    Pause.millis(300);
    exchange.start(503, Map.of(), 0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
