package dev.skein.it.contract.vertx;

import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.it.contract.support.Probes;
import dev.skein.vertx.SkeinTracingOptions;
import dev.skein.vertx.SkeinVertx;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens on a free port, says which, and closes like a server that is told to stop. */
public final class VertxApp {
  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 64;

  private VertxApp() {}

  public static void main(String[] args) {
    SkeinTracingOptions tracing = new SkeinTracingOptions().set("excluded-paths", "/internal/*");
    Skein probed = probed(tracing);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setTracingOptions(probed == null ? tracing : new SkeinTracingOptions(probed)));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx, probed)));
    vertx
        .deployVerticle(Server.class.getName(), new DeploymentOptions().setInstances(EVENT_LOOPS))
        .onSuccess(id -> System.out.println("Listening on http://127.0.0.1:" + Server.port()))
        .onFailure(
            failure -> {
              System.err.println("Cannot listen: " + failure);
              vertx.close();
            });
  }

  /** What an application does that brings a sampler or an exporter of its own. */
  private static @Nullable Skein probed(SkeinTracingOptions tracing) {
    if (Probes.sampler().isEmpty() && Probes.exporter().isEmpty()) {
      return null;
    }
    SkeinBuilder builder = SkeinVertx.builder().options(tracing.toSkeinOptions());
    Probes.sampler().ifPresent(builder::sampler);
    Probes.exporter().ifPresent(builder::exporter);
    return builder.build();
  }

  private static void close(Vertx vertx, @Nullable Skein probed) {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(8, TimeUnit.SECONDS);
    } catch (Exception e) {
      System.err.println("Not closed: " + e);
    }
    if (probed != null) {
      probed.close();
    }
  }
}
