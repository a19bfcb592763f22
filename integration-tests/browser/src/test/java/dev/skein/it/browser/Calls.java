package dev.skein.it.browser;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.List;

/** Services that call each other, with numbers that a test knows. */
final class Calls {
  private Calls() {}

  static TestSpan call(TestSpan caller, String callee, double from, double to) {
    return caller
        .child("POST", from, to)
        .kind(SpanKind.SPAN_KIND_CLIENT)
        .child(callee, "POST /", from, to)
        .kind(SpanKind.SPAN_KIND_SERVER);
  }

  /** 100 purchases: payments of 10 ms, five fail; 90 reservations of 2 ms, 8 of 40, 2 of 200. */
  static TestTrace[] purchases() {
    List<TestTrace> traces = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      TestTrace trace = TestTrace.now();
      TestSpan root = trace.span("storefront", "POST /checkout", 0, 400);
      TestSpan payment = call(root, "payment", 10, 20);
      if (i < 5) {
        payment.error("declined");
      }
      double reservation = i < 90 ? 2 : i < 98 ? 40 : 200;
      call(root, "inventory", 100, 100 + reservation);
      traces.add(trace);
    }
    return traces.toArray(TestTrace[]::new);
  }

  /** Each service calls two or three others, in a tree. */
  static void fanOut(TestTrace trace, int size) {
    List<TestSpan> spans = new ArrayList<>();
    spans.add(trace.span("service-0", "GET /", 0, 100));
    for (int i = 1; i < size; i++) {
      spans.add(call(spans.get((i - 1) * 2 / 5), "service-" + i, 1, 99));
    }
  }
}
