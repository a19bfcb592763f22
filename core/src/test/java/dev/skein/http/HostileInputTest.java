package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.export.SpanData;
import java.lang.management.ManagementFactory;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the network sends and however an adapter behaves: no exception, linear work. */
class HostileInputTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final InMemoryExporter exporter = new InMemoryExporter();
  private final Skein skein =
      Skein.builder().options(SkeinOptions.builder().build()).exporter(exporter).build();
  private final HttpServerTracer server = HttpServerTracer.create(skein);
  private final HttpClientTracer client = HttpClientTracer.create(skein);

  @AfterEach
  void close() {
    skein.close();
  }

  /** A request of which every answer is made by the same code. */
  private record Answering(Supplier<Object> answer) implements HttpServerRequest {
    @Override
    public String method() {
      return (String) answer.get();
    }

    @Override
    public String scheme() {
      return (String) answer.get();
    }

    @Override
    public String target() {
      return (String) answer.get();
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<String> headers(String lowerCaseName) {
      return (List<String>) answer.get();
    }

    @Override
    public String peerAddress() {
      return (String) answer.get();
    }

    @Override
    public int peerPort() {
      return answer.get() == null ? 0 : 1;
    }

    @Override
    public String protocolVersion() {
      return (String) answer.get();
    }
  }

  private record AnsweringClient(Supplier<Object> answer) implements HttpClientRequest {
    @Override
    public String method() {
      return (String) answer.get();
    }

    @Override
    public String url() {
      return (String) answer.get();
    }

    @Override
    public String host() {
      return (String) answer.get();
    }

    @Override
    public int port() {
      return answer.get() == null ? 0 : 1;
    }

    @Override
    public String urlTemplate() {
      return (String) answer.get();
    }

    @Override
    public int resendCount() {
      return answer.get() == null ? 0 : 1;
    }

    @Override
    public long elapsedNanos() {
      return answer.get() == null ? 0 : 1;
    }
  }

  @Test
  void adapter_answeringNull_getsASpanWithoutTheAttributes() {
    server.start(new Answering(() -> null)).end();
    client.start(new AnsweringClient(() -> null)).end();

    for (SpanData span : exporter.spans(skein)) {
      assertThat(span.name()).isEqualTo("HTTP");
      assertThat(span.attributes()).containsOnlyKeys("http.request.method");
    }
    assertThat(exporter.spans(skein)).hasSize(2);
  }

  @Test
  void adapter_throwing_getsASpanWithoutTheAttributes() {
    Supplier<Object> throwing =
        () -> {
          throw new IllegalStateException("recycled request");
        };
    server.start(new Answering(throwing)).end();
    client.start(new AnsweringClient(throwing)).end();

    assertThat(exporter.spans(skein)).hasSize(2);
    for (SpanData span : exporter.spans(skein)) {
      assertThat(span.attributes()).containsOnlyKeys("http.request.method");
    }
  }

  @Test
  void adapter_throwingErrors_getsASpan() {
    Supplier<Object> throwing =
        () -> {
          throw new LinkageError("other version");
        };
    server.start(new Answering(throwing)).end();
    client.start(new AnsweringClient(throwing)).end();

    assertThat(exporter.spans(skein)).hasSize(2);
  }

  @Test
  void adapter_withoutRequest_getsASpan() {
    server.start(null).end();
    client.start(null).end();

    assertThat(exporter.spans(skein)).hasSize(2);
  }

  @Test
  void headers_hostileLists_areSurvived() {
    List<List<String>> lists =
        List.of(
            new ArrayList<>(Arrays.asList((String) null)),
            new AbstractList<>() {
              @Override
              public String get(int index) {
                throw new IllegalStateException();
              }

              @Override
              public int size() {
                return Integer.MAX_VALUE;
              }
            },
            new AbstractList<>() {
              @Override
              public String get(int index) {
                return "x";
              }

              @Override
              public int size() {
                throw new IllegalStateException();
              }
            });
    for (List<String> list : lists) {
      HttpServerRequest plain = ServerRequest.get("/a");
      server.start(new WithHeaders(plain, list)).end();
    }

    assertThat(exporter.spans(skein))
        .hasSize(3)
        .allSatisfy(span -> assertThat(span.attributes()).containsEntry("url.path", "/a"));
  }

  private record WithHeaders(HttpServerRequest request, List<String> lines)
      implements HttpServerRequest {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String scheme() {
      return request.scheme();
    }

    @Override
    public String target() {
      return request.target();
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      return lines;
    }

    @Override
    public String peerAddress() {
      return request.peerAddress();
    }

    @Override
    public int peerPort() {
      return request.peerPort();
    }

    @Override
    public String protocolVersion() {
      return request.protocolVersion();
    }
  }

  @Test
  void failure_withThrowingMethods_isRecorded() {
    Throwable hostile =
        new CompletionException("outer", null) {
          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException();
          }

          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        };
    HttpServerSpan span = server.start(ServerRequest.get("/"));
    span.failed(hostile);
    span.end();
    HttpClientSpan call = client.start(ClientRequest.get("http://shop.example/"));
    call.failed(hostile);
    call.end();

    assertThat(exporter.spans(skein))
        .hasSize(2)
        .allSatisfy(
            data ->
                assertThat(data.attributes())
                    .containsEntry("error.type", "java.util.concurrent.CompletionException"));
  }

  @Test
  void failure_causingItself_isRecorded() {
    Throwable circular =
        new CompletionException("circular", null) {
          @Override
          public synchronized Throwable getCause() {
            return this;
          }
        };
    HttpServerSpan span = server.start(ServerRequest.get("/"));
    span.failed(circular);
    span.end();

    assertThat(exporter.only(skein).attributes())
        .containsEntry("error.type", "java.util.concurrent.CompletionException");
  }

  /** Texts with the chars that parsers stumble over. */
  private static String garbage(Random random) {
    String alphabet = "/:@?#[]&;=%*.,\"\\ <>\u0000\u0001\r\n\t\u007f\u0085\u202e\uD800\uDC00aA01ıİ";
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      if (random.nextInt(8) == 0) {
        text.append(
            new String[] {"://", "http://", "for=", "host=", "sig=", "%41"}[random.nextInt(6)]);
      }
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void parsers_neverThrow() {
    Random random = new Random(20261122);
    Redactor redactor = new Redactor(List.of("sig"));
    PathMatcher paths = new PathMatcher(List.of("/q/*", "/a"));
    for (int i = 0; i < 200_000; i++) {
      String text = garbage(random);
      assertThatCode(
              () -> {
                redactor.url(text);
                redactor.query(text);
                paths.matches(text);
                Authority.parse(text, 0, text.length());
                Authority.host(text);
                RequestHeaders.parameter(text, "for");
                RequestHeaders.address(RequestHeaders.first(text));
                HttpPolicy.version(text);
              })
          .as(text)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void requests_ofGarbage_giveASpanEach() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      server
          .start(
              ServerRequest.of(garbage(random), garbage(random))
                  .header("Host", garbage(random))
                  .header("Forwarded", garbage(random), garbage(random))
                  .header("X-Forwarded-For", garbage(random))
                  .header("X-Forwarded-Host", garbage(random))
                  .header("X-Forwarded-Proto", garbage(random))
                  .header("User-Agent", garbage(random))
                  .header("traceparent", garbage(random))
                  .scheme(garbage(random))
                  .peer(garbage(random), random.nextInt()))
          .end();
      client
          .start(
              ClientRequest.of(garbage(random), garbage(random))
                  .to(garbage(random), random.nextInt())
                  .template(garbage(random))
                  .resent(random.nextInt()))
          .end();
    }

    assertThat(exporter.spans(skein)).hasSize(4000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "&", "a=&", "sig=a&", "%73", "?", "#", "@", ":", "[", "x=%", ";="})
  void target_ofAMegabyte_allocatesInProportion(String unit) {
    String small = "/?" + unit.repeat(8_192 / unit.length());
    String large = "/?" + unit.repeat(1_048_576 / unit.length());

    // 128 times the length; how long it takes is measured by a benchmark (hostile-input)
    assertThat(allocated(large)).isLessThanOrEqualTo(200 * allocated(small) + 65_536);
    server.start(ServerRequest.get("/?" + unit.repeat(65_536 / unit.length()))).end();
    assertThat(String.valueOf(exporter.only(skein).attributes().get("url.query")))
        .hasSizeLessThanOrEqualTo(4096);
  }

  /** The least of some runs: the first one loads classes. */
  private static long allocated(String text) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      work(text);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static void work(String text) {
    Redactor redactor = new Redactor(List.of("sig", "Signature"));
    redactor.query(text);
    redactor.url("http://" + text);
    Authority.parse(text, 0, text.length());
    RequestHeaders.parameter(text, "for");
    RequestHeaders.first(text);
    new PathMatcher(List.of("/q/*")).matches(text);
  }

  @Test
  void turkishLocale_changesNothing() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      server
          .start(
              ServerRequest.get("/")
                  .withoutHeader("Host")
                  .scheme("HTTP")
                  .header("Forwarded", "FOR=203.0.113.9;HOST=INFO.example;PROTO=HTTPI"))
          .end();
      client.start(ClientRequest.get("WSS://INFO.example/?SIG=1&sig=2")).end();
    } finally {
      Locale.setDefault(before);
    }

    Map<String, Object> received = exporter.spans(skein).get(0).attributes();
    assertThat(received)
        .containsEntry("url.scheme", "httpi")
        .containsEntry("client.address", "203.0.113.9")
        .containsEntry("server.address", "INFO.example");
    assertThat(exporter.spans(skein).get(1).attributes())
        .containsEntry("server.port", 443L)
        .containsEntry("url.full", "WSS://INFO.example/?SIG=REDACTED&sig=REDACTED");
  }
}
