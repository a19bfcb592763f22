package dev.skein.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of HTTP/2 on made-up answers and spans: a server that speaks it is more than the
 * reference server can be.
 */
class Http2CasesTest {
  private static final int PORT = 8080;
  private static final List<String> NO_ATTRIBUTES =
      List.of(
          "spans",
          "kind",
          "name",
          "trace",
          "parent",
          "flags",
          "tracestate",
          "status",
          "status message",
          "events",
          "links",
          "dropped",
          "lasts at least");

  static Stream<ServerCase> cases() {
    return Stream.concat(Stream.of(Http2Cases.upgrade()), Http2Cases.streams().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void span_asExpected_isGreen(ServerCase one) {
    assertThat(differences(one, answer(one, ServerOutcome.HTTP_2), spans(one, null, null)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answerOverHttp1_isRed(ServerCase one) {
    assertThat(differences(one, answer(one, ServerOutcome.HTTP_1), spans(one, null, null)))
        .singleElement()
        .asString()
        .startsWith("answer's protocol");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void numberOfSpans_thatIsAnotherOne_isRed(ServerCase one) {
    List<SpanData> spans = new ArrayList<>(spans(one, null, null));
    if (spans.isEmpty()) {
      spans.addAll(spans(Http2Cases.upgrade(), null, null));
    } else {
      spans.clear();
    }
    assertThat(differences(one, answer(one, ServerOutcome.HTTP_2), spans))
        .anyMatch(difference -> difference.startsWith("spans: "));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void attribute_thatIsWrongOrMissing_isRed(ServerCase one) {
    for (String name : one.expected().keySet()) {
      if (isAttribute(name) && one.expected().containsKey("kind")) {
        assertThat(differences(one, answer(one, ServerOutcome.HTTP_2), spans(one, name, null)))
            .singleElement()
            .asString()
            .startsWith(name + ": ");
        assertThat(differences(one, answer(one, ServerOutcome.HTTP_2), spans(one, name, "other")))
            .singleElement()
            .asString()
            .startsWith(name + ": ");
      }
    }
  }

  private static List<String> differences(
      ServerCase one, ServerOutcome outcome, List<SpanData> spans) {
    return Fields.differences(one.expected(), one.actual(outcome, spans));
  }

  private static ServerOutcome answer(ServerCase one, String protocol) {
    Object body = one.expected().getOrDefault("answer's body", "");
    int status = (Integer) one.expected().get(Fields.ANSWER);
    return new ServerOutcome(0, PORT, protocol, status, "", body.toString());
  }

  private static boolean isAttribute(String field) {
    return !NO_ATTRIBUTES.contains(field) && !field.startsWith(Fields.ANSWER);
  }

  /** What a right adapter records, with one attribute that is another one, or is missing. */
  private static List<SpanData> spans(
      ServerCase one, @Nullable String changed, @Nullable String value) {
    Map<String, Object> expected = one.expected();
    if (expected.get(Fields.SPANS).equals(0)) {
      return List.of();
    }
    Map<String, Object> attributes = new TreeMap<>(expected);
    attributes.keySet().removeIf(field -> !isAttribute(field));
    attributes.put("server.port", (long) PORT);
    attributes.put("network.peer.port", 50_000L);
    if (changed != null) {
      attributes.remove(changed);
      if (value != null) {
        attributes.put(changed, value);
      }
    }
    List<SpanData.Event> events = new ArrayList<>();
    for (Object event : (List<?>) expected.get("events")) {
      events.add(event(event.toString()));
    }
    boolean continued = expected.get("trace").equals(Fields.CALLERS_TRACE);
    return List.of(
        new SpanData(
            continued ? ServerCase.traceId(one.name()) : "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b8",
            expected.get("parent").toString(),
            expected.get("tracestate").toString(),
            Integer.decode(expected.get("flags").toString()),
            expected.get("name").toString(),
            SpanKind.SERVER,
            0,
            Duration.ofSeconds(1).toNanos(),
            attributes,
            0,
            events,
            0,
            List.of(),
            0,
            StatusCode.valueOf(expected.get("status").toString()),
            "",
            Map.of(),
            "",
            ""));
  }

  private static SpanData.Event event(String text) {
    Map<String, Object> attributes =
        text.startsWith("exception")
            ? Map.of(
                "exception.type", "java.lang.IllegalStateException",
                "exception.message", "no stock data",
                "exception.stacktrace", "java.lang.IllegalStateException\n\tat shop.Stock.find")
            : Map.of();
    return new SpanData.Event(text.substring(0, text.indexOf(" {")), 0, attributes, 0);
  }
}
