package dev.skein.it.testkit.junit;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static dev.skein.testkit.SkeinAssertions.span;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.Tracer;
import dev.skein.testkit.SkeinTest;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SkeinTest(serviceName = "warehouse")
class WarehouseTest {
  private final TraceRecorder recorder;
  private final Warehouse warehouse;

  WarehouseTest(TraceRecorder recorder, Tracer tracer) {
    this.recorder = recorder;
    this.warehouse = new Warehouse(tracer, ForkJoinPool.commonPool());
  }

  @Test
  void pack_labelsInTheBackground() {
    warehouse.pack("p-1").join();

    assertThat(recorder.awaitTrace())
        .hasTree(
            span("pack", span("label", span("print 3 letters")))
                .in("warehouse")
                .attribute("parcel.id", "p-1"));
  }

  @Test
  void pack_anEmptyParcel_isAnError() {
    assertThatThrownBy(() -> warehouse.pack("")).isInstanceOf(IllegalArgumentException.class);

    assertThat(recorder.awaitTrace())
        .root("pack")
        .hasStatus(StatusCode.ERROR)
        .hasEvent("exception")
        .hasNoChildren();
  }

  @Nested
  class InARequest {
    @Test
    void pack_isPartOfTheRequest(Tracer tracer) {
      var request = tracer.spanBuilder("POST /parcels").setSpanKind(SpanKind.SERVER).startSpan();
      try (var scope = request.makeCurrent()) {
        warehouse.pack("p-2").join();
      } finally {
        request.end();
      }

      Trace trace = recorder.awaitTraceOf("POST /parcels");
      assertThat(trace).root("POST /parcels").child("pack").child("label").hasNoEvents();
    }
  }
}
