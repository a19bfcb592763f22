package dev.skein.it.contract.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.AttributeKey;
import dev.skein.Context;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import dev.skein.TraceState;
import dev.skein.Tracer;
import dev.skein.export.SpanData;
import dev.skein.it.contract.load.LoadRequest.Patience;
import dev.skein.testkit.TraceRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadVerdictTest {
  private static final LoadRequest FIRST = new LoadRequest(0, "loop", Patience.TO_THE_END);
  private static final LoadRequest SECOND = new LoadRequest(1, "worker", Patience.TO_THE_END);
  private static final LoadRequest LEFT = new LoadRequest(2, "loop", Patience.NONE);

  private final TraceRecorder recorder = TraceRecorder.create();
  private final Skein skein = recorder.skein();
  private final Tracer tracer = skein.tracer();

  @Test
  void wholeTraces_areRight() {
    whole(FIRST);
    whole(SECOND);
    LoadVerdict verdict = verdict(8, FIRST, SECOND);
    assertThat(verdict).isEqualTo(new LoadVerdict(8, 1, 0, 0, 0, List.of()));
  }

  @Test
  void childOfAnotherSpan_isWrong() {
    Span server = server(FIRST);
    Span work = work(server);
    call(FIRST, server, true);
    leaf(FIRST, work);
    server.end();
    assertThat(verdict(4, FIRST)).returns(2, LoadVerdict::wrong).returns(0, LoadVerdict::missing);
  }

  @Test
  void childInAnotherTrace_isWrongThereAndMissingHere() {
    Span first = server(FIRST);
    Span second = server(SECOND);
    Span work = work(first);
    work(second);
    leaf(FIRST, call(FIRST, work, true));
    leaf(SECOND, call(SECOND, work, true));
    first.end();
    second.end();
    assertThat(verdict(8, FIRST, SECOND))
        .returns(2, LoadVerdict::wrong)
        .returns(2, LoadVerdict::missing);
  }

  @Test
  void spanOfNoRequest_isWrong() {
    whole(FIRST);
    tracer.startSpan("stray").end();
    assertThat(verdict(5, FIRST)).returns(1, LoadVerdict::wrong);
  }

  @Test
  void secondSpanOfTheSame_isWrong() {
    Span server = server(FIRST);
    Span work = work(server);
    leaf(FIRST, call(FIRST, work, true));
    call(FIRST, work, true);
    server.end();
    assertThat(verdict(5, FIRST)).returns(1, LoadVerdict::wrong).returns(0, LoadVerdict::missing);
  }

  @Test
  void spanThatDidNotArrive_isMissing() {
    Span server = server(FIRST);
    call(FIRST, work(server), true);
    server.end();
    assertThat(verdict(3, FIRST)).returns(1, LoadVerdict::missing).returns(0, LoadVerdict::wrong);
    assertThat(verdict(3, FIRST, SECOND)).returns(5, LoadVerdict::missing);
  }

  @Test
  void traceOfAClientThatLeft_mayEndEarlyButHasNoGaps() {
    assertThat(verdict(0, LEFT)).returns(0, LoadVerdict::missing);
    Span server = server(LEFT);
    Span work = work(server);
    call(LEFT, work, false);
    assertThat(verdict(2, LEFT)).returns(1, LoadVerdict::missing);
    server.end();
    assertThat(verdict(3, LEFT)).returns(0, LoadVerdict::missing);
  }

  @Test
  void callThatWasAnswered_hasTheSpanOfTheAnswer() {
    Span server = server(LEFT);
    call(LEFT, work(server), true);
    server.end();
    assertThat(verdict(3, LEFT)).returns(1, LoadVerdict::missing);
  }

  @Test
  void spanThatWasStartedAndDidNotArrive_isOpen() {
    whole(FIRST);
    assertThat(verdict(5, FIRST)).returns(1L, LoadVerdict::open);
  }

  @Test
  void answerOfAnotherTrace_isWrong() {
    whole(FIRST);
    Map<LoadRequest, String> answers = Map.of(FIRST, SECOND.traceId());
    assertThat(LoadVerdict.of(List.of(FIRST), answers, spans(), 4)).returns(1, LoadVerdict::wrong);
  }

  @Test
  void requestWithoutAnswer_isMissing() {
    whole(FIRST);
    assertThat(LoadVerdict.of(List.of(FIRST), Map.of(), spans(), 4))
        .returns(1, LoadVerdict::missing);
  }

  @Test
  void requestsAtOnce_areThoseWhoseSpansOverlap() {
    Span first = server(FIRST);
    Span second = server(SECOND);
    second.end();
    first.end();
    whole(LEFT);
    assertThat(verdict(6, FIRST, SECOND, LEFT)).returns(2, LoadVerdict::atOnce);
  }

  private List<SpanData> spans() {
    skein.flush(Duration.ofSeconds(10));
    return recorder.spans();
  }

  private LoadVerdict verdict(long started, LoadRequest... requests) {
    Map<LoadRequest, String> answers = Map.of(FIRST, FIRST.traceId(), SECOND, SECOND.traceId());
    return LoadVerdict.of(List.of(requests), answers, spans(), started);
  }

  private void whole(LoadRequest request) {
    Span server = server(request);
    leaf(request, call(request, work(server), true));
    server.end();
  }

  private Span server(LoadRequest request) {
    SpanContext parent =
        SpanContext.remote(
            Long.parseUnsignedLong(request.traceId().substring(0, 16), 16),
            Long.parseUnsignedLong(request.traceId().substring(16), 16),
            Long.parseUnsignedLong(request.parentId(), 16),
            SpanContext.SAMPLED_FLAG,
            TraceState.empty());
    return server(request.path(), parent);
  }

  private Span server(String path, Context parent) {
    return tracer
        .startSpan("GET", SpanKind.SERVER, parent)
        .setAttribute(AttributeKey.stringKey("url.path"), path);
  }

  private Span work(Span server) {
    Span work = tracer.startSpan("load work", SpanKind.INTERNAL, server);
    work.end();
    return work;
  }

  private Span call(LoadRequest request, Span work, boolean answered) {
    Span call =
        tracer
            .startSpan("GET", SpanKind.CLIENT, work)
            .setAttribute(
                AttributeKey.stringKey("url.full"), "http://127.0.0.1:1" + request.leafPath());
    if (answered) {
      call.setAttribute(AttributeKey.longKey("http.response.status_code"), 200L);
    }
    call.end();
    return call;
  }

  private void leaf(LoadRequest request, Span call) {
    server(request.leafPath(), call).end();
  }
}
