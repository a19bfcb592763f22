package dev.skein.benchmarks.http.vertx.skein;

import dev.skein.benchmarks.http.vertx.App;
import dev.skein.vertx.SkeinHandler;
import dev.skein.vertx.SkeinTracingOptions;

/** The application, traced by Skein; where spans go is in the environment. */
public final class SkeinApp {
  private SkeinApp() {}

  public static void main(String[] args) {
    App.run(new SkeinTracingOptions(), router -> router.route().handler(SkeinHandler.create()));
  }
}
