package dev.skein.it.contract.okhttp;

import com.example.jdkhttp.TracedHandler;
import com.sun.net.httpserver.HttpServer;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.it.contract.support.Probes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Listens on a free port, says which, and closes like a server that is told to stop. */
public final class OkHttpApp {
  private static final int THREADS = 64;
  private static final int BACKLOG = 1024;
  private static final int STOP_SECONDS = 2;

  private OkHttpApp() {}

  /** Starts the service. */
  public static void main(String[] args) throws IOException {
    // connections that the client still counts on are not closed, however many they are
    System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Skein skein = skein();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    int port = server.getAddress().getPort();
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/", new TracedHandler(skein, new Routes(skein, port)));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(STOP_SECONDS);
                  skein.close();
                }));
    server.start();
    System.out.println("Listening on http://127.0.0.1:" + port);
  }

  private static Skein skein() {
    SkeinBuilder builder =
        Skein.builder()
            .options(
                SkeinOptions.load(name -> name.equals("excluded-paths") ? "/internal/*" : null));
    Probes.sampler().ifPresent(builder::sampler);
    Probes.exporter().ifPresent(builder::exporter);
    return builder.build();
  }
}
