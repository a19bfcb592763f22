package dev.skein.testkit.contract;

import dev.skein.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Adapters that misread the request line, the host, or the connection. */
final class RequestMutants {
  private RequestMutants() {}

  static List<Mutant> all() {
    return List.of(
        method(
            "says GET for every method",
            method -> "GET",
            "HEAD",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
            "OPTIONS of the server",
            "TRACE",
            "CONNECT",
            "QUERY",
            "wrong method",
            "unknown method",
            "long unknown method"),
        method(
            "takes methods for words in capitals",
            method -> method.toUpperCase(Locale.ROOT),
            "method in lower case"),
        method(
            "knows no method", method -> "X", "GET", "root", "item", "nested", "moved", "no route"),
        target(
            "decodes the path",
            RequestMutants::decoded,
            "encoded path",
            "encoded slash",
            "unescaped path"),
        target("cuts the query off", target -> target.split("\\?", 2)[0], "query", "long target"),
        target("mends bad escapes", target -> target.replace("%z", ""), "bad escape"),
        target(
            "cuts the last slash off",
            target -> target.replaceAll("(.)/$", "$1"),
            "trailing slash"),
        target(
            "hides the internal paths from the exclusion",
            target -> target.replace("/internal/", "/external/"),
            "left out",
            "kept alive 4, left out"),
        host("adds a port to the host", host -> host + ":8080", "host without port", "IPv6 host"),
        host(
            "reads an empty port as 8080",
            host -> host.replaceAll(":$", ":8080"),
            "host with an empty port"),
        host("drops a port that is none", host -> host.replace(":x", ""), "host with a bad port"),
        Mutant.reading(
            "takes its own address for the host",
            request ->
                new MisreadRequest(request) {
                  @Override
                  public String authority() {
                    return "localhost:8080";
                  }
                },
            "host without port",
            "host with an empty port",
            "IPv6 host",
            "empty host",
            "no host",
            "HTTP/1.0 without host"),
        Mutant.reading(
            "believes no proxy",
            request -> without(request, "forwarded", "x-forwarded"),
            "x-forwarded",
            "forwarded",
            "names in upper case",
            "trusted proxies",
            "caller from outside",
            "caller from outside by two lines",
            "caller from outside by the standard",
            "caller that hides",
            "caller from outside that is not sampled",
            "visitor from outside"),
        Mutant.reading(
            "knows one version of HTTP",
            request ->
                new MisreadRequest(request) {
                  @Override
                  public String protocolVersion() {
                    return "HTTP/1.1";
                  }
                },
            "HTTP/1.0",
            "HTTP/1.0 without host"),
        Mutant.reading(
            "does not know whom it talks to",
            request ->
                new MisreadRequest(request) {
                  @Override
                  public int peerPort() {
                    return 4711;
                  }
                },
            "GET",
            "long header",
            "user agent of 2,000 characters",
            "forwarded by nonsense",
            "300 other headers"));
  }

  private static String decoded(String target) {
    try {
      String utf8 =
          new String(target.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      return URLDecoder.decode(utf8, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return target;
    }
  }

  private static Mutant method(String flaw, UnaryOperator<String> change, String... kills) {
    return Mutant.reading(
        flaw,
        request ->
            new MisreadRequest(request) {
              @Override
              public String method() {
                String method = super.method();
                return method == null ? null : change.apply(method);
              }
            },
        kills);
  }

  private static Mutant target(String flaw, UnaryOperator<String> change, String... kills) {
    return Mutant.reading(
        flaw,
        request ->
            new MisreadRequest(request) {
              @Override
              public String target() {
                return change.apply(Objects.requireNonNullElse(super.target(), "/unknown"));
              }
            },
        kills);
  }

  private static Mutant host(String flaw, UnaryOperator<String> change, String... kills) {
    return Mutant.reading(
        flaw,
        request ->
            new MisreadRequest(request) {
              @Override
              public List<String> headers(String lowerCaseName) {
                List<String> values = super.headers(lowerCaseName);
                return lowerCaseName.equals("host") ? values.stream().map(change).toList() : values;
              }
            },
        kills);
  }

  private static MisreadRequest without(HttpServerRequest request, String... prefixes) {
    return new MisreadRequest(request) {
      @Override
      public List<String> headers(String lowerCaseName) {
        for (String prefix : prefixes) {
          if (lowerCaseName.startsWith(prefix)) {
            return List.of();
          }
        }
        return super.headers(lowerCaseName);
      }
    };
  }
}
