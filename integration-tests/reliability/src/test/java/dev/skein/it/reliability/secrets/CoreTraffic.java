package dev.skein.it.reliability.secrets;

import dev.skein.Baggage;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientSpan;
import dev.skein.http.HttpClientTracer;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerSpan;
import dev.skein.http.HttpServerTracer;
import dev.skein.propagation.Getter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What an adapter can tell the HTTP tier, in shapes that no HTTP library lets through. */
final class CoreTraffic {
  private static final String IN_PASSWORD = "!$&()*+,;=:@%";
  private static final String IN_QUERY = "/?:@!$()*,;=+~.%";
  private static final String IN_TEXT = "!$.-_+=%/@:*~";

  /** Texts of exceptions, with a secret in the place of {@code %s}. */
  private static final List<String> MESSAGES =
      List.of(
          "jdbc:postgresql://app:%s@db:5432/shop is down",
          "Connection to mongodb://root:%s@m1,m2/ failed",
          "GET https://user:%s@api.example/v1 gave 401",
          "amqp://guest:%s@mq",
          "jdbc:sqlserver://h;user=sa;password=%s;encrypt=true",
          "jdbc:mysql://db/shop?user=app&password=%s&useSSL=true",
          "password=%s",
          "PASSWORD = '%s' is wrong",
          "{\"client_secret\": \"%s\", \"grant_type\": \"client_credentials\"}",
          "{\"access_token\":\"%s\"}",
          "Authorization: Basic %s",
          "Authorization: Bearer %s",
          "header Authorization=Bearer %s refused",
          "AccountName=a;AccountKey=%s;EndpointSuffix=core",
          "api_key=%s",
          "invalid apiKey: %s",
          "GET /v1?access_token=%s&x=1 gave 403",
          "secret: %s",
          "pwd=%s",
          "no such token=%s");

  private final Canaries canaries;
  private final Skein skein;
  private final HttpServerTracer servers;
  private final HttpClientTracer clients;
  private int round;

  CoreTraffic(Canaries canaries, Skein skein) {
    this.canaries = canaries;
    this.skein = skein;
    this.servers = HttpServerTracer.create(skein);
    this.clients = HttpClientTracer.create(skein);
  }

  private String password() {
    return canaries.plant("user info", IN_PASSWORD);
  }

  private String value() {
    return canaries.plant("query", IN_QUERY);
  }

  /** One request of each shape. */
  void requests() {
    for (String url :
        List.of(
            "http://user:" + password() + "@shop.example/?key=" + value(),
            "HTTPS://" + password() + "@shop.example:8443/a;sessionid=" + canaries.plant("path"),
            "http://:" + password() + "@[::1]:80/?Sig=" + value(),
            "//user:" + password() + "@shop.example/?PASSWD=" + value(),
            "user:" + password() + "@shop.example",
            "http://shop.example?&&=&token=" + value() + "&&token=" + value() + "#jwt=" + value(),
            "http://shop.example/?%61pi_key=" + value() + "&%74oken=" + value())) {
      call(url);
    }
    for (String target :
        List.of(
            "/a?access_token=" + value() + "&q=visible-query",
            "http://user:" + password() + "@shop.example/a?id_token=" + value(),
            "/a;jsessionid=" + canaries.plant("path") + "/b?sid=" + value(),
            "*?secret=" + value(),
            "?auth=" + value())) {
      serve(target);
    }
  }

  private void call(String url) {
    HttpClientSpan span =
        clients.start(
            new HttpClientRequest() {
              @Override
              public String method() {
                return "GET";
              }

              @Override
              public String url() {
                return url;
              }

              @Override
              public List<String> headers(String name) {
                return secretHeader(name);
              }
            });
    clients.responseHeaders(span, "response", new SecretHeaders());
    span.failed(exception());
    span.end();
  }

  private void serve(String target) {
    HttpServerSpan span = servers.start(new Received(target));
    servers.responseHeaders(span, "response", new SecretHeaders());
    span.failed(exception());
    span.end();
  }

  /** Headers of every name have a secret, but for those that say what nobody hides. */
  private List<String> secretHeader(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "x-tenant" -> List.of("visible-tenant");
      case "x-plan" -> List.of("visible-plan");
      case "referer", "location" ->
          List.of("https://a:" + password() + "@x.example/?token=" + value());
      case "host", "x-forwarded-host" -> List.of("user:" + password() + "@shop.example");
      case "forwarded" -> List.of("host=\"u:" + password() + "@shop.example\";proto=https");
      case "baggage" ->
          List.of("a=" + canaries.plant("baggage") + ",b=" + canaries.plant("baggage") + ";c=d");
      case "traceparent", "tracestate", "x-forwarded-for", "x-forwarded-proto", "user-agent" ->
          List.of();
      default -> List.of(canaries.plant("header"));
    };
  }

  private final class SecretHeaders implements Getter<String> {
    @Override
    public List<String> getAll(String carrier, String name) {
      return secretHeader(name);
    }
  }

  private final class Received implements HttpServerRequest {
    private final String target;
    private final Map<String, List<String>> headers = new TreeMap<>();

    Received(String target) {
      this.target = target;
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public String target() {
      return target;
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return headers.computeIfAbsent(lowerCaseName, CoreTraffic.this::secretHeader);
    }

    @Override
    public String peerAddress() {
      return "192.0.2.7";
    }

    @Override
    public int peerPort() {
      return 4711;
    }

    @Override
    public String protocolVersion() {
      return "1.1";
    }
  }

  /** Exceptions with every text there is, in causes and as suppressed ones, too. */
  void exceptions() {
    Span span = skein.tracer().startSpan("work");
    Baggage baggage = Baggage.empty().put("card", canaries.plant("baggage"));
    try (Scope scope = skein.attach(skein.currentContext().with(baggage))) {
      for (int i = 0; i < MESSAGES.size(); i++) {
        span.recordException(exception());
      }
    } finally {
      span.end();
    }
  }

  private Exception exception() {
    List<Function<String, Exception>> kinds = new ArrayList<>();
    kinds.add(IOException::new);
    kinds.add(IllegalStateException::new);
    kinds.add(text -> new IOException("wrapped", new IOException(text)));
    kinds.add(text -> new IllegalStateException(new IOException(text)));
    kinds.add(
        text -> {
          Exception outer = new IOException("outer");
          outer.addSuppressed(new IOException(text));
          return outer;
        });
    String message = MESSAGES.get(round % MESSAGES.size());
    Function<String, Exception> kind = kinds.get(round / MESSAGES.size() % kinds.size());
    round++;
    return kind.apply(message.replace("%s", canaries.plant("exception", IN_TEXT)));
  }
}
