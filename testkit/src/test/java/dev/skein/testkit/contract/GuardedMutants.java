package dev.skein.testkit.contract;

import dev.skein.Skein;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerTracer;
import java.util.List;
import java.util.Map;

/** Adapters that keep from a Skein on its guard what it has to know. */
final class GuardedMutants {
  private GuardedMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.reading(
            "does not say where a request comes from",
            request ->
                new MisreadRequest(request) {
                  @Override
                  public String peerAddress() {
                    return null;
                  }
                },
            "trusted caller",
            "trusted proxies",
            "recorded header"),
        Mutant.reading(
            "hands over known headers only",
            request ->
                new MisreadRequest(request) {
                  @Override
                  public List<String> headers(String name) {
                    boolean known = !name.equals("x-tenant") && !name.equals("referer");
                    return known ? super.headers(name) : List.of();
                  }
                },
            "recorded header",
            "recorded header of two lines",
            "recorded header with secrets",
            "recorded header that is too long"),
        Mutant.of(
            "records headers by itself",
            RecordsHeaders::new,
            "recorded header with secrets",
            "recorded header that is too long"),
        Mutant.of(
            "keeps the response's headers to itself",
            KeepsHeaders::new,
            "recorded header of the response"));
  }

  private static class RecordsHeaders extends ReferenceTracing {
    RecordsHeaders(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
      for (String name : List.of("x-tenant", "referer")) {
        span.span().setAttribute("http.request.header." + name, request.header(name));
      }
    }
  }

  private static class KeepsHeaders extends ReferenceTracing {
    KeepsHeaders(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    Map<String, String> headers(Map<String, String> headers) {
      return headers;
    }
  }
}
