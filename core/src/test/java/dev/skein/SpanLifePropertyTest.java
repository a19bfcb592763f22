package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** A span's life in any order, against a model, as OpenTelemetry's decoder reads its bytes. */
class SpanLifePropertyTest {
  private static final int ATTRIBUTES = 4;
  private static final int EVENTS = 3;
  private static final int LINKS = 2;
  private static final RecordedSpans RECORDED = new RecordedSpans();
  private static final Skein SKEIN =
      Skein.builder()
          .options(
              SkeinOptions.builder()
                  .serviceName("life")
                  .attributeCountLimit(ATTRIBUTES)
                  .eventCountLimit(EVENTS)
                  .linkCountLimit(LINKS)
                  .build())
          .exporter(RECORDED)
          .build();

  /** What a span should hold. */
  private static final class Model {
    private final Map<String, Long> attributes = new LinkedHashMap<>();
    private final List<String> events = new ArrayList<>();
    private String name = "start";
    private int droppedAttributes;
    private int droppedEvents;
    private int links;
    private int droppedLinks;
    private StatusCode status = StatusCode.UNSET;
    private String description = "";
    private boolean ended;

    private void set(String key, long value) {
      if (attributes.containsKey(key) || attributes.size() < ATTRIBUTES) {
        attributes.put(key, value);
      } else {
        droppedAttributes++;
      }
    }

    private void event(String event) {
      if (events.size() < EVENTS) {
        events.add(event);
      } else {
        droppedEvents++;
      }
    }

    private void link() {
      if (links < LINKS) {
        links++;
      } else {
        droppedLinks++;
      }
    }

    /** Once a span is said to be right, nothing makes it wrong. */
    private void status(StatusCode code, String text) {
      if (code != StatusCode.UNSET && status != StatusCode.OK) {
        status = code;
        description = code == StatusCode.ERROR ? text : "";
      }
    }
  }

  @AfterContainer
  static void close() {
    SKEIN.close();
  }

  @Property(tries = 300)
  void anyOrder_isReadAsTheModelSays(
      @ForAll @Size(max = 60) List<@IntRange(max = 119) Integer> steps) {
    int before = RECORDED.of(SKEIN).size();
    Span span = SKEIN.tracer().startSpan("start");
    Model model = new Model();
    for (int step : steps) {
      apply(step % 8, step / 8, span, model);
    }
    span.end();
    span.setAttribute("late", 1);
    span.addEvent("late").updateName("late").end();

    List<io.opentelemetry.proto.trace.v1.Span> all = RECORDED.of(SKEIN);
    assertThat(all).hasSize(before + 1);
    var read = all.get(before);
    assertThat(read.getName()).isEqualTo(model.name);
    assertThat(longs(read.getAttributesList())).containsExactlyEntriesOf(model.attributes);
    assertThat(read.getDroppedAttributesCount()).isEqualTo(model.droppedAttributes);
    assertThat(read.getEventsList().stream().map(event -> event.getName()))
        .containsExactlyElementsOf(model.events);
    assertThat(read.getDroppedEventsCount()).isEqualTo(model.droppedEvents);
    assertThat(read.getLinksCount()).isEqualTo(model.links);
    assertThat(read.getDroppedLinksCount()).isEqualTo(model.droppedLinks);
    assertThat(read.getStatus())
        .isEqualTo(
            Status.newBuilder()
                .setCodeValue(model.status.otlpNumber())
                .setMessage(model.description)
                .build());
    assertThat(read.getEndTimeUnixNano()).isGreaterThanOrEqualTo(read.getStartTimeUnixNano());
  }

  private static void apply(int action, int argument, Span span, Model model) {
    boolean open = !model.ended;
    switch (action) {
      case 0, 1, 2 -> {
        span.setAttribute("key" + argument % 7, argument);
        if (open) {
          model.set("key" + argument % 7, argument);
        }
      }
      case 3 -> {
        span.addEvent("event" + argument);
        if (open) {
          model.event("event" + argument);
        }
      }
      case 4 -> {
        span.updateName("name" + argument);
        model.name = open ? "name" + argument : model.name;
      }
      case 5 -> {
        StatusCode code = StatusCode.values()[argument % StatusCode.values().length];
        span.setStatus(code, "text" + argument);
        if (open) {
          model.status(code, "text" + argument);
        }
      }
      case 6 -> {
        span.addLink(SpanContext.remote(1, 2, 3, (byte) 1, TraceState.empty()));
        if (open) {
          model.link();
        }
      }
      default -> {
        // rarely, or most lives would be short
        if (argument == 0) {
          span.end();
          model.ended = true;
        }
      }
    }
  }

  private static Map<String, Long> longs(List<KeyValue> attributes) {
    Map<String, Long> longs = new LinkedHashMap<>();
    attributes.forEach(pair -> longs.put(pair.getKey(), pair.getValue().getIntValue()));
    return longs;
  }
}
