package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanTest {
  private final RecordedSpans recorded = new RecordedSpans();
  private final FakeClock clock = new FakeClock();
  private final Skein skein =
      Skein.builder()
          .options(
              SkeinOptions.builder().serviceName("spans").attributeValueLengthLimit(20).build())
          .exporter(recorded)
          .clock(clock)
          .build();
  private final Span span = skein.tracer().startSpan("work");

  @AfterEach
  void close() {
    skein.close();
  }

  private io.opentelemetry.proto.trace.v1.Span ended() {
    span.end();
    return recorded.only(skein);
  }

  @Test
  void end_calledTwice_exportsOnce() {
    span.end();
    span.end();

    assertThat(recorded.of(skein)).hasSize(1);
    assertThat(skein.health().started()).isEqualTo(1);
    assertThat(skein.health().exported()).isEqualTo(1);
  }

  @Test
  void duration_isMeasuredByTheMonotonicClock() {
    clock.advance(1_234_567);

    var exported = ended();

    assertThat(exported.getStartTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS);
    assertThat(exported.getEndTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS + 1_234_567);
  }

  @Test
  void end_beforeStart_isMovedToStart() {
    span.end(Instant.ofEpochSecond(5));

    var exported = recorded.only(skein);
    assertThat(exported.getEndTimeUnixNano()).isEqualTo(exported.getStartTimeUnixNano());
  }

  @Test
  void end_farFuture_doesNotOverflow() {
    span.end(Instant.MAX);

    assertThat(recorded.only(skein).getEndTimeUnixNano()).isPositive();
  }

  @Test
  void span_afterEnd_changesNothing() {
    span.end();
    span.updateName("other").setAttribute("late", "x").addEvent("late").setStatus(StatusCode.ERROR);
    span.recordException(new IllegalStateException()).addLink(remote());

    var exported = recorded.only(skein);
    assertThat(span.isRecording()).isFalse();
    assertThat(exported.getName()).isEqualTo("work");
    assertThat(exported.getAttributesCount()).isZero();
    assertThat(exported.getEventsCount()).isZero();
    assertThat(exported.getLinksCount()).isZero();
    assertThat(exported.hasStatus()).isFalse();
  }

  @Test
  void span_afterEnd_canStillBeAParent() {
    span.end();

    Span child =
        skein
            .tracer()
            .startSpan("late", SpanKind.INTERNAL, Context.root().with((SpanContext) span));

    assertThat(child.traceId()).isEqualTo(span.traceId());
  }

  @Test
  void attribute_setAgainWithAnotherType_isOverwritten() {
    span.setAttribute("k", "text").setAttribute("k", 7L);

    assertThat(ended().getAttributesList())
        .containsExactly(
            KeyValue.newBuilder()
                .setKey("k")
                .setValue(AnyValue.newBuilder().setIntValue(7))
                .build());
  }

  @Test
  void attribute_emptyValues_areKept() {
    span.setAttribute("s", "").setAttribute("i", 0).setAttribute("b", false);

    var attributes = ended().getAttributesList();

    assertThat(attributes.get(0).getValue().hasStringValue()).isTrue();
    assertThat(attributes.get(1).getValue().hasIntValue()).isTrue();
    assertThat(attributes.get(2).getValue().hasBoolValue()).isTrue();
  }

  @Test
  void attribute_nullAndEmptyName_areIgnored() {
    span.setAttribute((String) null, "x").setAttribute("x", (String) null).setAttribute("", "x");
    span.setAttribute((AttributeKey<String>) null, "x");
    span.setAttribute(AttributeKey.stringKey("x"), null);

    assertThat(ended().getAttributesCount()).isZero();
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void attribute_valueOfAnotherTypeThanItsKey_isIgnored() {
    span.setAttribute((AttributeKey) AttributeKey.longKey("n"), "not a number");
    span.setAttribute((AttributeKey) AttributeKey.stringArrayKey("l"), List.of(1));

    assertThat(ended().getAttributesCount()).isZero();
  }

  @Test
  void attribute_listThatThrows_isIgnored() {
    List<String> hostile =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw new IllegalStateException("hostile");
          }

          @Override
          public int size() {
            return 3;
          }
        };

    span.setAttribute(AttributeKey.stringArrayKey("l"), hostile).setAttribute("k", "v");

    assertThat(ended().getAttributesList()).extracting(KeyValue::getKey).containsExactly("k");
  }

  @Test
  void attribute_tooLong_isCutButNotWithinASurrogatePair() {
    span.setAttribute("long", "0123456789012345678\uD83D\uDE00");

    assertThat(ended().getAttributes(0).getValue().getStringValue())
        .isEqualTo("0123456789012345678");
  }

  @Test
  void attributes_beyondTheLimit_areCounted() {
    for (int i = 0; i < 130; i++) {
      span.setAttribute("k" + i, i);
    }

    var exported = ended();

    assertThat(exported.getAttributesCount()).isEqualTo(128);
    assertThat(exported.getDroppedAttributesCount()).isEqualTo(2);
  }

  @Test
  void attributes_existingNameAtTheLimit_isStillOverwritten() {
    for (int i = 0; i < 128; i++) {
      span.setAttribute("k" + i, i);
    }
    span.setAttribute("k0", 1000);

    var exported = ended();

    assertThat(exported.getAttributes(0).getValue().getIntValue()).isEqualTo(1000);
    assertThat(exported.getDroppedAttributesCount()).isZero();
  }

  @Test
  void events_keepOrderTimeAndAttributes() {
    clock.advance(10);
    span.addEvent("first", Attributes.of(AttributeKey.longKey("n"), 1L));
    span.addEvent("second", null, Instant.ofEpochSecond(1, 5));

    var events = ended().getEventsList();

    assertThat(events).extracting(Event::getName).containsExactly("first", "second");
    assertThat(events.get(0).getTimeUnixNano()).isEqualTo(FakeClock.EPOCH_NANOS + 10);
    assertThat(events.get(0).getAttributes(0).getValue().getIntValue()).isEqualTo(1);
    assertThat(events.get(1).getTimeUnixNano()).isEqualTo(1_000_000_005L);
  }

  @Test
  void events_beyondTheLimit_areCounted() {
    for (int i = 0; i < 129; i++) {
      span.addEvent("e");
    }

    var exported = ended();

    assertThat(exported.getEventsCount()).isEqualTo(128);
    assertThat(exported.getDroppedEventsCount()).isEqualTo(1);
  }

  @Test
  void links_carryContextFlagsAndAttributes() {
    span.addLink(remote(), Attributes.of(AttributeKey.stringKey("why"), "batch"));

    var link = ended().getLinks(0);

    assertThat(link.getTraceId().toByteArray())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2);
    assertThat(link.getSpanId().toByteArray()).containsExactly(0, 0, 0, 0, 0, 0, 0, 3);
    assertThat(link.getFlags()).isEqualTo(0x301);
    assertThat(link.getTraceState()).isEqualTo("a=1");
    assertThat(link.getAttributes(0).getKey()).isEqualTo("why");
  }

  @Test
  void links_toNothing_areKeptOnlyWithAttributes() {
    span.addLink(SpanContext.invalid()).addLink(null);
    span.addLink(SpanContext.invalid(), Attributes.of(AttributeKey.stringKey("why"), "lost"));

    assertThat(ended().getLinksCount()).isEqualTo(1);
  }

  @Test
  void links_beyondTheLimit_areCounted() {
    for (int i = 0; i < 130; i++) {
      span.addLink(remote());
    }

    assertThat(ended().getDroppedLinksCount()).isEqualTo(2);
  }

  @Test
  void status_okIsFinal() {
    span.setStatus(StatusCode.ERROR, "bad").setStatus(StatusCode.OK, "ignored");
    span.setStatus(StatusCode.ERROR, "too late");

    assertThat(ended().getStatus())
        .isEqualTo(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK).build());
  }

  @Test
  void status_lastErrorWins_andUnsetIsIgnored() {
    span.setStatus(StatusCode.ERROR, "one").setStatus(StatusCode.ERROR, "two");
    span.setStatus(StatusCode.UNSET).setStatus(null);

    assertThat(ended().getStatus())
        .isEqualTo(
            Status.newBuilder()
                .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                .setMessage("two")
                .build());
  }

  @Test
  void exception_isAnEventAndDoesNotChangeTheStatus() {
    span.recordException(new IllegalStateException("broken"));

    var exported = ended();

    assertThat(exported.hasStatus()).isFalse();
    Event event = exported.getEvents(0);
    assertThat(event.getName()).isEqualTo("exception");
    assertThat(event.getAttributesList())
        .extracting(KeyValue::getKey)
        .containsExactly("exception.type", "exception.message", "exception.stacktrace");
    assertThat(event.getAttributes(0).getValue().getStringValue())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(event.getAttributes(2).getValue().getStringValue())
        .startsWith("java.lang.IllegalStateException: broken\n\tat ")
        .hasSizeGreaterThan(20);
  }

  @Test
  void exception_attributesOfTheCallerWin() {
    span.recordException(
        new IllegalStateException("broken"),
        Attributes.of(AttributeKey.stringKey("exception.message"), "said by the caller"));

    assertThat(ended().getEvents(0).getAttributes(1).getValue().getStringValue())
        .isEqualTo("said by the caller");
  }

  @Test
  void exception_whoseMessageThrows_isRecordedAllTheSame() {
    span.recordException(new HostileException());

    assertThat(ended().getEvents(0).getAttributes(0).getValue().getStringValue())
        .isEqualTo(HostileException.class.getName());
  }

  @Test
  void name_updated_isExported() {
    span.updateName("better").updateName(null);

    assertThat(ended().getName()).isEqualTo("better");
  }

  @Test
  void tooLargeSpan_losesEventsAndLongValuesButNotItself() {
    try (Skein wide = Skein.builder().exporter(recorded).build()) {
      Span large = wide.tracer().startSpan("large");
      for (int i = 0; i < 100; i++) {
        large.setAttribute("k" + i, "x".repeat(4000));
        large.addEvent("e" + i);
      }
      large.end();

      var exported = recorded.only(wide);
      assertThat(exported.getAttributesCount()).isEqualTo(100);
      assertThat(exported.getDroppedEventsCount()).isEqualTo(100);
      assertThat(exported.getSerializedSize()).isLessThan(64 * 1024);
    }
  }

  private static SpanContext remote() {
    return SpanContext.remote(1, 2, 3, (byte) 1, TraceState.parse(List.of("a=1")));
  }

  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }
  }
}
