package dev.skein.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GetterTest {
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** One that finds single lines without a list, and notes what is asked for. */
  private static final class Recording implements Getter<Map<String, List<String>>> {
    private final List<String> lists = new ArrayList<>();

    @Override
    public List<String> getAll(Map<String, List<String>> carrier, String name) {
      lists.add(name);
      return carrier.getOrDefault(name, List.of());
    }

    @Override
    public String getOne(Map<String, List<String>> carrier, String name) {
      List<String> lines = carrier.getOrDefault(name, List.of());
      return lines.isEmpty() ? null : lines.size() > 1 ? Getter.SEVERAL : lines.get(0);
    }
  }

  private static Context extract(
      Map<String, List<String>> headers, Getter<Map<String, List<String>>> getter) {
    return Propagator.w3c().extract(Context.root(), headers, getter);
  }

  @Test
  void getOne_ofALambda_tellsNoneOneAndSeveralApart() {
    Getter<List<String>> getter = (carrier, name) -> carrier;
    Getter<String> broken = (carrier, name) -> null;

    assertThat(getter.getOne(List.of(), "a")).isNull();
    assertThat(getter.getOne(List.of("x"), "a")).isEqualTo("x");
    assertThat(getter.getOne(List.of("x", "x"), "a")).isEqualTo(Getter.SEVERAL);
    assertThat(broken.getOne("", "a")).isNull();
  }

  @Test
  void extract_singleAndAbsentHeaders_asksForNoList() {
    Recording getter = new Recording();

    extract(Map.of(), getter);
    Context extracted =
        extract(Map.of("traceparent", List.of(TRACEPARENT), "baggage", List.of("a=1")), getter);

    assertThat(extracted.spanContext().isValid()).isTrue();
    assertThat(extracted.baggage().get("a")).isEqualTo("1");
    assertThat(getter.lists).isEmpty();
  }

  @Test
  void extract_severalTraceparents_areIgnoredWithoutBeingRead() {
    Recording getter = new Recording();

    assertThat(extract(Map.of("traceparent", List.of(TRACEPARENT, TRACEPARENT)), getter))
        .isSameAs(Context.root());
    assertThat(getter.lists).isEmpty();
  }

  @Test
  void extract_severalLinesOfLists_areAskedForAndJoined() {
    Recording getter = new Recording();

    Context extracted =
        extract(
            Map.of(
                "traceparent",
                List.of(TRACEPARENT),
                "tracestate",
                List.of("a=1", "b=2"),
                "baggage",
                List.of("c=3", "d=4")),
            getter);

    assertThat(extracted.spanContext().traceState().headerValue()).isEqualTo("a=1,b=2");
    assertThat(extracted.baggage().headerValue()).isEqualTo("c=3,d=4");
    assertThat(getter.lists).containsExactly("tracestate", "baggage");
  }

  @Test
  void extract_headersThatLookLikeSeveral_areAsGoodAsAbsent() {
    for (Getter<Map<String, List<String>>> getter :
        List.<Getter<Map<String, List<String>>>>of(
            new Recording(), (carrier, name) -> carrier.getOrDefault(name, List.of()))) {
      Context extracted =
          extract(
              Map.of(
                  "traceparent",
                  List.of(TRACEPARENT),
                  "tracestate",
                  List.of(Getter.SEVERAL),
                  "baggage",
                  List.of(Getter.SEVERAL)),
              getter);

      assertThat(extracted.spanContext().isValid()).isTrue();
      assertThat(extracted.spanContext().traceState().isEmpty()).isTrue();
      assertThat(extracted.baggage().isEmpty()).isTrue();
    }
    assertThat(extract(Map.of("traceparent", List.of(Getter.SEVERAL)), new Recording()))
        .isSameAs(Context.root());
  }
}
