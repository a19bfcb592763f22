package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AllocatedBytes;
import dev.skein.InboundTrust;
import dev.skein.Sampler;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.SpanContext;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which callers' traces go on, and what becomes of the others. */
class InboundTrustTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";

  private final InMemoryExporter exporter = new InMemoryExporter();
  private final List<Skein> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Skein::close);
  }

  private Skein skein(InboundTrust trust) {
    return skein(trust, Sampler.parentBased(Sampler.alwaysOn()));
  }

  private Skein skein(InboundTrust trust, Sampler sampler) {
    Skein skein =
        Skein.builder()
            .options(
                SkeinOptions.builder().inboundTrust(trust).excludedPaths(List.of("/live")).build())
            .sampler(sampler)
            .exporter(exporter)
            .build();
    opened.add(skein);
    return skein;
  }

  private static ServerRequest calledFrom(String address) {
    return called("-01").peer(address, 50_000);
  }

  private static ServerRequest called(String flags) {
    return ServerRequest.get("/items")
        .header("traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + flags)
        .header("tracestate", "vendor=1")
        .header("baggage", "tenant=7");
  }

  private static boolean isContinued(Skein skein, HttpServerRequest request) {
    HttpServerSpan span = HttpServerTracer.create(skein).start(request);
    span.end();
    return span.context().spanContext().traceId().equals(TRACE_ID);
  }

  @Test
  void none_callersTrace_isLeftForANewOneWithALink() {
    Skein skein = skein(InboundTrust.NONE);
    HttpServerSpan span = HttpServerTracer.create(skein).start(calledFrom("127.0.0.1"));
    span.end();

    SpanData data = exporter.only(skein);
    assertThat(data.traceId()).isNotEqualTo(TRACE_ID);
    assertThat(data.isRoot()).isTrue();
    assertThat(data.traceState()).isEmpty();
    assertThat(data.links())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.traceId()).isEqualTo(TRACE_ID);
              assertThat(link.spanId()).isEqualTo(PARENT_ID);
              assertThat(link.traceState()).isEmpty();
            });
    assertThat(span.context().baggage().isEmpty()).isTrue();
    assertThat(data.attributes()).containsEntry("url.path", "/items");
  }

  @Test
  void none_withoutCaller_isARootWithoutALink() {
    Skein skein = skein(InboundTrust.NONE);
    HttpServerTracer.create(skein).start(ServerRequest.get("/items")).end();

    assertThat(exporter.only(skein).links()).isEmpty();
  }

  @Test
  void none_baggageWithoutATrace_isDroppedWithoutALink() {
    Skein skein = skein(InboundTrust.NONE);
    HttpServerSpan span =
        HttpServerTracer.create(skein).start(ServerRequest.get("/").header("baggage", "tenant=7"));
    span.end();

    assertThat(span.context().baggage().isEmpty()).isTrue();
    assertThat(exporter.only(skein).links()).isEmpty();
  }

  @Test
  void none_callerThatIsNotSampled_doesNotDecide() {
    Skein skein = skein(InboundTrust.NONE);
    HttpServerTracer.create(skein).start(called("-00")).end();

    assertThat(exporter.only(skein).links()).hasSize(1);
  }

  @Test
  void none_callerThatIsSampled_doesNotDecide() {
    Skein skein = skein(InboundTrust.NONE, Sampler.parentBased(Sampler.alwaysOff()));
    HttpServerSpan span = HttpServerTracer.create(skein).start(called("-01"));
    span.end();

    assertThat(span.span().isRecording()).isFalse();
    SpanContext context = span.context().spanContext();
    assertThat(context.isValid()).isTrue();
    assertThat(context.isSampled()).isFalse();
    assertThat(context.traceId()).isNotEqualTo(TRACE_ID);
    assertThat(exporter.spans(skein)).isEmpty();
  }

  @Test
  void none_excludedPath_passesOnNothingOfTheCaller() {
    HttpServerSpan span =
        HttpServerTracer.create(skein(InboundTrust.NONE))
            .start(ServerRequest.get("/live").header("baggage", "tenant=7"));

    assertThat(span.context().baggage().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(InboundTrust.class)
  void anyTrust_withoutCaller_asksForNoMoreThanBefore(InboundTrust trust) {
    ServerRequest request = ServerRequest.get("/items");
    HttpServerTracer.create(skein(trust)).start(request).end();

    assertThat(request.questions()).as("14, without tracestate").isEqualTo(13);
  }

  @Test
  void all_anyCaller_isContinued() {
    assertThat(isContinued(skein(InboundTrust.ALL), calledFrom("203.0.113.7"))).isTrue();
    assertThat(isContinued(skein(InboundTrust.ALL), calledFrom(null))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "::1", "fe80::1%eth0", "::ffff:192.168.1.1"})
  void private_privatePeer_isContinued(String address) {
    assertThat(isContinued(skein(InboundTrust.PRIVATE), calledFrom(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "2001:db8::1", "", "shop.example", "/tmp/socket"})
  void private_publicOrStrangePeer_isNotContinued(String address) {
    assertThat(isContinued(skein(InboundTrust.PRIVATE), calledFrom(address))).isFalse();
  }

  @Test
  void private_unknownPeer_isNotContinued() {
    assertThat(isContinued(skein(InboundTrust.PRIVATE), calledFrom(null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0.1:4711",
        "10.0.0.1, 192.168.1.1,127.0.0.1",
        " , 10.0.0.1 ,,",
        "::1",
        "[fd00::1]:4711",
        "",
      })
  void private_forwardedForPrivate_isContinued(String value) {
    Skein skein = skein(InboundTrust.PRIVATE);

    assertThat(isContinued(skein, calledFrom("10.0.0.1").header("x-forwarded-for", value)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7",
        "203.0.113.7, 10.0.0.1",
        "10.0.0.1, 203.0.113.7",
        "10.0.0.1,2001:db8::1",
        "10.0.0.1, unknown",
        "10.0.0.1 203.0.113.7",
        "_hidden",
      })
  void private_forwardedForAnythingElse_isNotContinued(String value) {
    Skein skein = skein(InboundTrust.PRIVATE);

    assertThat(isContinued(skein, calledFrom("10.0.0.1").header("x-forwarded-for", value)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=10.0.0.1",
        "FOR=10.0.0.1;proto=https;by=203.0.113.7",
        "for=\"10.0.0.1:4711\"",
        "for=\"[fd00::1]:4711\"",
        "for=10.0.0.1, for=127.0.0.1",
        "for = 10.0.0.1",
        "proto=https",
        "host=\"a,for=203.0.113.7\"",
        "by=203.0.113.7",
        "",
      })
  void private_forwardedPrivate_isContinued(String value) {
    Skein skein = skein(InboundTrust.PRIVATE);

    assertThat(isContinued(skein, calledFrom("10.0.0.1").header("forwarded", value))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=203.0.113.7",
        "For=\"[2001:db8:cafe::17]:4711\"",
        "for=10.0.0.1, for=203.0.113.7",
        "for=203.0.113.7, for=10.0.0.1",
        "proto=https;for=203.0.113.7",
        "for=10.0.0.1;for=203.0.113.7",
        "for=unknown",
        "for=_hidden",
        "for=",
        "for=\"10.0.0.1",
        "for=\"10.0.0\\.1\"",
        "for= \"10.0.0.1,for=127.0.0.1\"",
      })
  void private_forwardedAnythingElse_isNotContinued(String value) {
    Skein skein = skein(InboundTrust.PRIVATE);

    assertThat(isContinued(skein, calledFrom("10.0.0.1").header("forwarded", value))).isFalse();
  }

  @Test
  void private_severalLines_areAllLookedAt() {
    Skein skein = skein(InboundTrust.PRIVATE);

    assertThat(
            isContinued(
                skein, calledFrom("10.0.0.1").header("x-forwarded-for", "10.0.0.1", "10.0.0.2")))
        .isTrue();
    assertThat(
            isContinued(
                skein, calledFrom("10.0.0.1").header("x-forwarded-for", "10.0.0.1", "203.0.113.7")))
        .isFalse();
    assertThat(
            isContinued(
                skein, calledFrom("10.0.0.1").header("forwarded", "for=::1", "for=203.0.113.7")))
        .isFalse();
  }

  @Test
  void private_moreThanIsRead_isNotContinued() {
    Skein skein = skein(InboundTrust.PRIVATE);
    String[] lines = new String[33];
    java.util.Arrays.fill(lines, "10.0.0.1");

    assertThat(isContinued(skein, calledFrom("10.0.0.1").header("x-forwarded-for", lines)))
        .isFalse();
    assertThat(
            isContinued(
                skein, calledFrom("10.0.0.1").header("x-forwarded-for", "10.0.0.1,".repeat(456))))
        .isFalse();
  }

  @Test
  void private_requestThatThrows_isNotContinued() {
    ServerRequest broken =
        new ServerRequest("GET", "/items") {
          @Override
          public String peerAddress() {
            throw new IllegalStateException("closed");
          }
        }.header("traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + "-01");

    assertThat(isContinued(skein(InboundTrust.PRIVATE), broken)).isFalse();
  }

  @Test
  void private_decision_allocatesNothing() {
    CallerTrust trust = new CallerTrust(InboundTrust.PRIVATE);
    ServerRequest request =
        calledFrom("fd00::1%eth0")
            .header("x-forwarded-for", "10.0.0.1, [fd00::1]:80, ::ffff:10.0.0.1")
            .header("forwarded", "for=\"[fd00::1]:4711\";proto=https, for=192.168.1.1");
    HttpServerRequest answers = new CheapRequest(request);

    assertThat(trust.distrusts(answers)).isFalse();
    assertThat(AllocatedBytes.of(() -> trust.distrusts(answers))).isZero();
  }

  /** Answers that cost nothing. */
  private record CheapRequest(String peer, String forwarded, String forwardedFor)
      implements HttpServerRequest {
    CheapRequest(ServerRequest request) {
      this(
          request.peerAddress(),
          request.headers("forwarded").get(0),
          request.headers("x-forwarded-for").get(0));
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public String target() {
      return "/";
    }

    @Override
    public List<String> headers(String lowerCaseName) {
      throw new IllegalStateException(lowerCaseName);
    }

    @Override
    public String header(String lowerCaseName) {
      return lowerCaseName.equals("forwarded") ? forwarded : forwardedFor;
    }

    @Override
    public String peerAddress() {
      return peer;
    }

    @Override
    public int peerPort() {
      return 0;
    }

    @Override
    public String protocolVersion() {
      return "1.1";
    }
  }
}
