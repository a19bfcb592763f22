package dev.skein.it.docs;

import static dev.skein.testkit.SkeinAssertions.assertThat;

import dev.skein.AttributeKey;
import dev.skein.EndingSpan;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanHook;
import dev.skein.StatusCode;
import dev.skein.Tracer;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of the README that is in no sample. */
class ManualSpansTest {
  private final TraceRecorder recorder = TraceRecorder.create();

  private static final class Warehouse {
    private final Tracer tracer;

    Warehouse(Tracer tracer) {
      this.tracer = tracer;
    }

    void pack(String parcel) {
      Span span = tracer.startSpan("pack parcel");
      try (Scope scope = span.makeCurrent()) {
        span.setAttribute("parcel.id", parcel);
        weigh(parcel); // spans that are started in here are children of this one
      } catch (RuntimeException e) {
        span.recordException(e).setStatus(StatusCode.ERROR);
        throw e;
      } finally {
        span.end();
      }
    }

    private void weigh(String parcel) {
      tracer.startSpan("weigh " + parcel.length()).end();
    }
  }

  private static final class WithoutClientAddress implements SpanHook {
    @Override
    public void onEnding(EndingSpan span) {
      span.removeAttribute("client.address");
      if ("/internal".equals(span.attribute(AttributeKey.stringKey("url.path")))) {
        span.drop();
      }
    }
  }

  @Test
  void spanOfTheApplication_isAParentWhileItIsCurrent() {
    try (Skein skein = recorder.skein("warehouse")) {
      new Warehouse(skein.tracer()).pack("p-1");

      Trace trace = recorder.awaitTrace(Trace::isComplete, TraceRecorder.DEFAULT_TIMEOUT);
      assertThat(trace.find("weigh 3")).hasParent(trace.find("pack parcel"));
      assertThat(trace.find("pack parcel")).hasAttribute("parcel.id", "p-1");
    }
  }

  @Test
  void hook_removesAnAttributeAndDropsASpan() {
    try (Skein skein =
        recorder.skein("warehouse", builder -> builder.hook(new WithoutClientAddress()))) {
      skein.tracer().startSpan("dropped").setAttribute("url.path", "/internal").end();
      skein.tracer().startSpan("kept").setAttribute("client.address", "192.0.2.1").end();

      assertThat(recorder.awaitSpans(1).get(0)).hasName("kept").hasExactlyAttributes(Map.of());
      org.assertj.core.api.Assertions.assertThat(skein.health().dropped()).containsKey("hook");
    }
  }
}
