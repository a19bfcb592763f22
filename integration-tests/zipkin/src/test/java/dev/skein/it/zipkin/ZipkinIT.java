package dev.skein.it.zipkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.skein.Span;
import dev.skein.StatusCode;
import dev.skein.export.FlushResult;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import zipkin2.DependencyLink;

/** A real Zipkin server takes Skein's spans, shows the trace, and knows who called whom. */
class ZipkinIT {
  private static ZipkinServer zipkin;

  @BeforeAll
  static void start() throws Exception {
    zipkin = ZipkinServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    zipkin.close();
  }

  private static TracedService service(String name, String propagators) {
    return new TracedService(name, propagators, zipkin.endpoint());
  }

  /** A caller that knows trace ids of 64 bits only, as older clients of Zipkin do. */
  @Test
  void trace_of64Bits_overThreeServices_isReadBackWithItsErrorAndDependencies() throws Exception {
    try (TracedService shop = service("b3-shop", "b3");
        TracedService stock = service("b3-stock", "b3multi");
        TracedService payment = service("b3-payment", "b3,baggage")) {
      Span order =
          shop.receive("POST /orders", Map.of("b3", "64fe8b2a57d3eff7-e457b5a2e4d86bd1-1"));
      Span reserve = shop.call(stock, order);
      Span reservation = stock.receive("POST /reservations", shop.headers(reserve));
      Span charge = stock.call(payment, reservation);
      Span charging = payment.receive("POST /charges", stock.headers(charge));
      charging.setAttribute("card", "\"ä\" \\ \n\uD83D\uDE00");
      charging.addEvent("declined");
      charging.setStatus(StatusCode.ERROR, "no money");
      for (Span span : List.of(charging, charge, reservation, reserve, order)) {
        span.end();
      }
      assertThat(shop.flush()).isEqualTo(new FlushResult(2, 0, 0, 0, 0));
      assertThat(stock.flush()).isEqualTo(new FlushResult(2, 0, 0, 0, 0));
      assertThat(payment.flush()).isEqualTo(new FlushResult(1, 0, 0, 0, 0));

      Map<String, zipkin2.Span> trace = byId(zipkin.trace("64fe8b2a57d3eff7", 5));

      assertThat(trace.values())
          .extracting(
              zipkin2.Span::traceId,
              zipkin2.Span::parentId,
              zipkin2.Span::id,
              zipkin2.Span::localServiceName,
              span -> span.kind() + " " + span.name(),
              zipkin2.Span::remoteServiceName)
          .containsExactlyInAnyOrder(
              row("e457b5a2e4d86bd1", order, "b3-shop", "SERVER post /orders", null),
              row(order.spanId(), reserve, "b3-shop", "CLIENT post", "b3-stock"),
              row(reserve.spanId(), reservation, "b3-stock", "SERVER post /reservations", null),
              row(reservation.spanId(), charge, "b3-stock", "CLIENT post", "b3-payment"),
              row(charge.spanId(), charging, "b3-payment", "SERVER post /charges", null));
      zipkin2.Span failed = trace.get(charging.spanId());
      assertThat(failed.tags())
          .contains(
              entry("error", "no money"),
              entry("otel.status_code", "ERROR"),
              entry("card", "\"ä\" \\ \n\uD83D\uDE00"));
      assertThat(failed.annotations()).extracting("value").containsExactly("declined");
      assertThat(trace.get(order.spanId()).tags()).doesNotContainKey("error");

      assertThat(zipkin.dependencies("b3-", 2))
          .containsExactlyInAnyOrder(
              link("b3-shop", "b3-stock", 1, 0), link("b3-stock", "b3-payment", 1, 1));
    }
  }

  private static org.assertj.core.groups.Tuple row(
      String parent, Span span, String service, String kindAndName, String remote) {
    return tuple("64fe8b2a57d3eff7", parent, span.spanId(), service, kindAndName, remote);
  }

  private static Map<String, zipkin2.Span> byId(List<zipkin2.Span> spans) {
    return spans.stream().collect(Collectors.toMap(zipkin2.Span::id, Function.identity()));
  }

  private static DependencyLink link(String parent, String child, long calls, long errors) {
    return DependencyLink.newBuilder()
        .parent(parent)
        .child(child)
        .callCount(calls)
        .errorCount(errors)
        .build();
  }

  @Test
  void trace_thatBeginsHere_has128BitsAndTheTimesThatWereMeasured() throws Exception {
    try (TracedService shop = service("jaeger-shop", "jaeger");
        TracedService stock = service("jaeger-stock", "tracecontext,jaeger")) {
      Span job = shop.skein().tracer().startSpan("nightly job");
      Span call = shop.call(stock, job);
      Span served = stock.receive("GET /stock", shop.headers(call));
      served.end();
      call.end();
      job.end();
      shop.flush();
      stock.flush();

      Map<String, zipkin2.Span> trace = byId(zipkin.trace(job.traceId(), 3));

      zipkin2.Span root = trace.get(job.spanId());
      assertThat(root.traceId()).hasSize(32).isEqualTo(job.traceId());
      assertThat(root.parentId()).isNull();
      assertThat(root.kind()).isNull();
      assertThat(root.name()).isEqualTo("nightly job");
      assertThat(trace.get(served.spanId()).parentId()).isEqualTo(call.spanId());
      assertThat(root.timestampAsLong())
          .isLessThanOrEqualTo(trace.get(call.spanId()).timestampAsLong());
      assertThat(root.durationAsLong()).isBetween(1L, 60_000_000L);
      assertThat(zipkin.dependencies("jaeger-", 1))
          .containsExactly(link("jaeger-shop", "jaeger-stock", 1, 0));
    }
  }

  @Test
  void everySpan_isAccepted_byTheServersOwnCount() throws Exception {
    int count = 5_000;
    double before = zipkin.count("spans", 0);
    try (TracedService busy = service("busy", "b3")) {
      for (int i = 0; i < count; i++) {
        Span span = busy.skein().tracer().startSpan("work");
        span.setAttribute("number", i);
        span.end();
      }
      assertThat(busy.flush()).isEqualTo(new FlushResult(count, 0, 0, 0, 0));
    }

    assertThat(zipkin.count("spans", before + count) - before).isEqualTo(count);
    assertThat(zipkin.count("spans_dropped", 0)).isZero();
    assertThat(zipkin.count("messages_dropped", 0)).isZero();
  }
}
