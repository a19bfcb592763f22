package dev.skein.it.reliability.secrets;

import dev.skein.EndingSpan;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.SpanHook;
import dev.skein.vertx.SkeinTracingOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Settings with secrets in them, most of them wrong, and all that is ever said about them. */
final class Misconfiguration {
  private final Canaries canaries;
  private final Path keyStore;
  private final Path notPem;
  private final String authority;
  private int round;

  Misconfiguration(Canaries canaries, Path directory, String authority)
      throws IOException, GeneralSecurityException {
    this.canaries = canaries;
    this.authority = authority;
    this.keyStore = directory.resolve("keys.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(keyStore)) {
      store.store(out, canaries.plant("key store").toCharArray());
    }
    this.notPem =
        Files.writeString(
            directory.resolve("client.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + canaries.plant("key file")
                + "\n-----END PRIVATE KEY-----\n");
  }

  private String credential() {
    return canaries.plant("exporter credential", "=/+.");
  }

  private String password() {
    return canaries.plant("store password", "!$ &%=");
  }

  /** One wrong or careless set of settings, loaded, printed and used. */
  void round() {
    List<UnaryOperator<String>> settings =
        List.of(
            name -> name.equals("headers") ? "authorization=Bearer%20" + credential() : null,
            name -> name.equals("headers") ? credential() : null,
            name -> name.equals("headers") ? "x-key=" + credential() + ",broken" : null,
            name -> name.equals("headers") ? "a b=" + credential() : null,
            name -> name.equals("headers") ? "Host=" + credential() : null,
            name -> name.equals("headers") ? "x-key=" + credential() + "%0d%0aX:1" : null,
            name -> name.equals("endpoint") ? "http://u:" + credential() + "@" + authority : null,
            name -> name.equals("endpoint") ? "http://u:p?" + credential() + "@host" : null,
            name -> name.equals("endpoint") ? "ftp://u:" + credential() + "@host" : null,
            name -> name.equals("endpoint") ? "u:" + credential() + "@host:4318" : null,
            name -> name.equals("endpoint") ? "http://u:" + credential() + "@host:4317" : null,
            name ->
                name.equals("traces-endpoint")
                    ? "http://" + authority + "/v1?api-key=" + credential()
                    : null,
            name ->
                name.equals("traces-endpoint")
                    ? "http://" + authority + "/ x?api-key=" + credential()
                    : null,
            name -> name.equals("zipkin-endpoint") ? "http://u:" + credential() + "@z" : null,
            name ->
                switch (name) {
                  case "endpoint" -> "https://" + authority;
                  case "tls.key-store", "tls.trust-store" -> keyStore.toString();
                  case "tls.key-store-password", "tls.trust-store-password" -> password();
                  default -> null;
                },
            name ->
                switch (name) {
                  case "endpoint" -> "https://" + authority;
                  case "tls.client-certificate", "tls.client-key", "tls.certificate" ->
                      notPem.toString();
                  default -> null;
                });
    UnaryOperator<String> chosen = settings.get(round++ % settings.size());
    JsonObject json = new JsonObject();
    SkeinOptions.keys().forEach(key -> json.put(key.name(), chosen.apply(key.name())));
    json.put("unknown", canaries.plant("exporter credential"));
    json.put("spol.limit", canaries.plant("exporter credential"));
    SkeinTracingOptions vertx = new SkeinTracingOptions(json);
    SkeinOptions options = vertx.toSkeinOptions();
    System.out.println(vertx + " " + options + " " + options.summary() + options.problems());
    use(options.toBuilder().shutdownTimeout(Duration.ofMillis(1)).build());
    refused(() -> SkeinOptions.builder().headers(Map.of("x-key", credential() + "\n")));
    refused(() -> SkeinOptions.builder().headers(Map.of(credential() + " ", "x")));
  }

  /** A Skein whose hook is as careless as its configuration. */
  private void use(SkeinOptions options) {
    SpanHook hook =
        new SpanHook() {
          @Override
          public void onEnding(EndingSpan span) {
            throw new IllegalStateException("password=" + canaries.plant("callback"));
          }
        };
    try (Skein skein = Skein.builder().options(options).hook(hook).build()) {
      skein.tracer().startSpan("work").end();
      skein.flush(Duration.ofMillis(1));
      System.out.println(skein + " " + skein.options() + " " + skein.health());
    }
  }

  private static void refused(Runnable mistake) {
    try {
      mistake.run();
      throw new AssertionError("a mistake was taken");
    } catch (IllegalArgumentException e) {
      System.out.println(e);
    }
  }
}
