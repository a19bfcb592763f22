package dev.skein.testkit.contract;

import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.StatusCode;
import dev.skein.http.HttpAttributes;
import dev.skein.http.HttpClientSpan;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An adapter that does one thing wrong, as adapters do. */
record ClientMutant(String name, Function<Skein, ReferenceClientAdapter> adapter) {
  static final List<ClientMutant> ALL =
      List.of(
          new ClientMutant("span that nobody recorded", Silent::new),
          new ClientMutant("span without parent", Orphan::new),
          new ClientMutant("start of the span without attributes", Bare::new),
          new ClientMutant("end with the body", EndOfBody::new),
          new ClientMutant("end before the answer", Hasty::new),
          new ClientMutant("failure that is not told", Quiet::new),
          new ClientMutant("span that is left open by a failure", Leaking::new),
          new ClientMutant("giving up as a failure", Dramatic::new),
          new ClientMutant("status of an informational response", Interim::new),
          new ClientMutant("errors of the server only", Lenient::new),
          new ClientMutant("one span for all attempts", OneSpan::new),
          new ClientMutant("no address", NoPeer::new),
          new ClientMutant("port of nobody", WrongPort::new),
          new ClientMutant("no version", NoVersion::new),
          new ClientMutant("no count of attempts", NoCount::new),
          url("secrets in the URL", url -> url),
          url("URL without query", url -> url.replaceAll("\\?.*", "")),
          url(
              "decoded URL",
              url -> URI.create(url).getScheme() + "://" + URI.create(url).getPath()),
          new ClientMutant("any method is known", AnyMethod::new),
          headers("headers are added", (name, value, old) -> false),
          headers("headers are replaced in one case only", (name, value, old) -> old.equals(name)),
          without("traceparent"),
          without("tracestate"),
          without("baggage"),
          sent("flags of old", (name, value) -> value.replaceAll("-03$", "-01")),
          sent("always sampled", (name, value) -> value.replaceAll("-00$", "-01")),
          sent("one member of a list", (name, value) -> value.replaceAll(",.*", "")),
          sent("unescaped baggage", (name, value) -> value.replace("%", "")),
          new ClientMutant("headers of the application are lost", Forgetful::new),
          new ClientMutant("baggage for everybody", Generous::new),
          new ClientMutant("headers of the answer are lost", Reticent::new),
          new ClientMutant("headers as they are", Verbatim::new));

  private static ClientMutant url(String name, UnaryOperator<String> change) {
    return new ClientMutant(
        name,
        skein ->
            new ReferenceClientAdapter(skein) {
              @Override
              HttpClientSpan start(String method, URI url, int resendCount) {
                HttpClientSpan span = super.start(method, url, resendCount);
                span.span().setAttribute(HttpAttributes.URL_FULL, change.apply(url.toString()));
                return span;
              }
            });
  }

  private interface Replaces {
    boolean test(String name, String value, String old);
  }

  private static ClientMutant headers(String name, Replaces replaces) {
    return new ClientMutant(
        name,
        skein ->
            new ReferenceClientAdapter(skein) {
              @Override
              void inject(HttpClientSpan span, List<Map.Entry<String, String>> headers) {
                tracer.inject(
                    span,
                    headers,
                    (lines, header, value) -> {
                      lines.removeIf(line -> replaces.test(header, value, line.getKey()));
                      lines.add(Map.entry(header, value));
                    });
              }
            });
  }

  private interface Change {
    String of(String name, String value);
  }

  /** What Skein sends is changed on its way. */
  private static ClientMutant sent(String name, Change change) {
    return new ClientMutant(
        name,
        skein ->
            new ReferenceClientAdapter(skein) {
              @Override
              void inject(HttpClientSpan span, List<Map.Entry<String, String>> headers) {
                super.inject(span, headers);
                headers.replaceAll(
                    line -> Map.entry(line.getKey(), change.of(line.getKey(), line.getValue())));
              }
            });
  }

  private static ClientMutant without(String header) {
    return new ClientMutant(
        "no " + header,
        skein ->
            new ReferenceClientAdapter(skein) {
              @Override
              void inject(HttpClientSpan span, List<Map.Entry<String, String>> headers) {
                super.inject(span, headers);
                headers.removeIf(line -> line.getKey().equals(header));
              }
            });
  }

  private static final class Silent extends ReferenceClientAdapter {
    Silent(Skein skein) {
      super(skein);
    }

    @Override
    HttpClientSpan start(String method, URI url, int resendCount) {
      return tracer.start(
          new Outgoing(method, url.toString(), resendCount),
          skein.tracer().suppress(skein.currentContext()));
    }
  }

  private static final class Orphan extends ReferenceClientAdapter {
    Orphan(Skein skein) {
      super(skein);
    }

    @Override
    HttpClientSpan start(String method, URI url, int resendCount) {
      return tracer.start(new Outgoing(method, url.toString(), resendCount), Context.root());
    }
  }

  private static final class Bare extends ReferenceClientAdapter {
    Bare(Skein skein) {
      super(skein);
    }

    @Override
    HttpClientSpan start(String method, URI url, int resendCount) {
      HttpClientSpan span = tracer.start(new Outgoing(method, null, resendCount));
      if (url.getRawUserInfo() == null) {
        span.span().setAttribute(HttpAttributes.URL_FULL, url.toString());
      }
      span.span().setAttribute(HttpAttributes.SERVER_ADDRESS, url.getHost());
      span.span().setAttribute(HttpAttributes.SERVER_PORT, url.getPort() < 0 ? 80 : url.getPort());
      return span;
    }
  }

  private static final class EndOfBody extends ReferenceClientAdapter {
    EndOfBody(Skein skein) {
      super(skein);
    }

    @Override
    void answered(HttpClientSpan span, int status, String version) {
      span.response(status);
      span.protocolVersion(version);
    }

    @Override
    void bodyRead(HttpClientSpan span) {
      span.end();
    }

    @Override
    void bodyFailed(HttpClientSpan span, Throwable failure) {
      failed(span, failure);
    }
  }

  private static final class Hasty extends ReferenceClientAdapter {
    Hasty(Skein skein) {
      super(skein);
    }

    @Override
    void peer(HttpClientSpan span, InetAddress address, int port) {
      super.peer(span, address, port);
      span.response(200);
      span.protocolVersion("1.1");
      span.end();
    }
  }

  private static final class Quiet extends ReferenceClientAdapter {
    Quiet(Skein skein) {
      super(skein);
    }

    @Override
    void failed(HttpClientSpan span, Throwable failure) {
      span.end();
    }
  }

  private static final class Leaking extends ReferenceClientAdapter {
    Leaking(Skein skein) {
      super(skein);
    }

    @Override
    void failed(HttpClientSpan span, Throwable failure) {
      span.failed(failure);
    }

    @Override
    void givenUp(HttpClientSpan span, Throwable failure) {
      span.cancelled();
    }
  }

  private static final class Dramatic extends ReferenceClientAdapter {
    Dramatic(Skein skein) {
      super(skein);
    }

    @Override
    void givenUp(HttpClientSpan span, Throwable failure) {
      failed(span, new IllegalStateException(failure));
    }
  }

  private static final class Interim extends ReferenceClientAdapter {
    Interim(Skein skein) {
      super(skein);
    }

    @Override
    void interim(HttpClientSpan span, int status) {
      span.response(status);
      span.end();
    }
  }

  private static final class Lenient extends ReferenceClientAdapter {
    Lenient(Skein skein) {
      super(skein);
    }

    @Override
    void answered(HttpClientSpan span, int status, String version) {
      if (status >= 400 && status < 500) {
        span.span().setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, status);
        span.span().setStatus(StatusCode.OK);
        super.answered(span, 0, version);
      } else {
        super.answered(span, status, version);
      }
    }
  }

  private static final class OneSpan extends ReferenceClientAdapter {
    private HttpClientSpan first;

    OneSpan(Skein skein) {
      super(skein);
      first = tracer.start(new Outgoing("GET", "", 0), Context.root());
    }

    @Override
    HttpClientSpan start(String method, URI url, int resendCount) {
      if (resendCount == 0) {
        first = super.start(method, url, resendCount);
      }
      return first;
    }
  }

  private static final class NoPeer extends ReferenceClientAdapter {
    NoPeer(Skein skein) {
      super(skein);
    }

    @Override
    void peer(HttpClientSpan span, InetAddress address, int port) {}
  }

  private static final class WrongPort extends ReferenceClientAdapter {
    WrongPort(Skein skein) {
      super(skein);
    }

    @Override
    void peer(HttpClientSpan span, InetAddress address, int port) {
      super.peer(span, address, 1);
    }
  }

  private static final class NoVersion extends ReferenceClientAdapter {
    NoVersion(Skein skein) {
      super(skein);
    }

    @Override
    void answered(HttpClientSpan span, int status, String version) {
      super.answered(span, status, null);
    }
  }

  private static final class NoCount extends ReferenceClientAdapter {
    NoCount(Skein skein) {
      super(skein);
    }

    @Override
    HttpClientSpan start(String method, URI url, int resendCount) {
      return super.start(method, url, 0);
    }
  }

  private static final class AnyMethod extends ReferenceClientAdapter {
    AnyMethod(Skein skein) {
      super(skein);
    }

    @Override
    HttpClientSpan start(String method, URI url, int resendCount) {
      HttpClientSpan span = super.start(method, url, resendCount);
      span.span().updateName(method).setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method);
      return span;
    }
  }

  private static final class Forgetful extends ReferenceClientAdapter {
    Forgetful(Skein skein) {
      super(skein);
    }

    @Override
    void inject(HttpClientSpan span, List<Map.Entry<String, String>> headers) {
      headers.removeIf(line -> !line.getKey().equals("Host") && !line.getKey().startsWith("Con"));
      super.inject(span, headers);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class Generous extends ReferenceClientAdapter {
    Generous(Skein skein) {
      super(skein);
    }

    @Override
    void inject(HttpClientSpan span, List<Map.Entry<String, String>> headers) {
      headers.removeIf(line -> line.getKey().equalsIgnoreCase("traceparent"));
      skein
          .propagator()
          .inject(
              span.context(),
              headers,
              (lines, name, value) -> {
                lines.removeIf(line -> line.getKey().equalsIgnoreCase(name));
                lines.add(Map.entry(name, value));
              });
    }
  }

  private static final class Reticent extends ReferenceClientAdapter {
    Reticent(Skein skein) {
      super(skein);
    }

    @Override
    void headers(HttpClientSpan span, Map<String, String> headers) {}
  }

  private static final class Verbatim extends ReferenceClientAdapter {
    private List<Map.Entry<String, String>> asked = List.of();

    Verbatim(Skein skein) {
      super(skein);
    }

    @Override
    void asked(List<Map.Entry<String, String>> headers) {
      asked = headers;
    }

    @Override
    HttpClientSpan start(String method, URI url, int resendCount) {
      HttpClientSpan span = super.start(method, url, resendCount);
      asked.forEach(
          line ->
              span.span()
                  .setAttribute(
                      "http.request.header." + line.getKey().toLowerCase(Locale.ROOT),
                      line.getValue()));
      return span;
    }
  }
}
