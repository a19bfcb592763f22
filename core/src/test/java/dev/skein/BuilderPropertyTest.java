package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is put and removed in any order, against a map that is all there is to it. */
class BuilderPropertyTest {
  private static final int KEYS = 70;

  /** Moves a key to the end, if there is room. */
  private static void put(Map<String, String> model, String key, String value, int most) {
    model.remove(key);
    if (model.size() < most) {
      model.put(key, value);
    }
  }

  private static String header(Map<String, String> model) {
    List<String> members = new ArrayList<>();
    model.forEach((key, value) -> members.add(key + "=" + value));
    return String.join(",", members);
  }

  @Property
  void baggage_anyOrder_isTheModel(
      @ForAll @Size(max = 150) List<@IntRange(max = 999) Integer> steps) {
    Baggage baggage = Baggage.empty();
    Map<String, String> model = new LinkedHashMap<>();
    for (int step : steps) {
      String key = "k" + step % KEYS;
      if (step % 10 < 7) {
        baggage = baggage.put(key, "v" + step);
        put(model, key, "v" + step, Baggage.MAX_MEMBERS);
      } else if (step % 10 < 9) {
        baggage = baggage.remove(key);
        model.remove(key);
      } else {
        baggage =
            baggage.putAll(
                List.of(
                    new Baggage.Entry(key, "a", ""),
                    new Baggage.Entry("not a name", "b", ""),
                    new Baggage.Entry(key, "c", "")));
        put(model, key, "c", Baggage.MAX_MEMBERS);
      }
      assertThat(baggage.get(key)).isEqualTo(model.get(key));
    }
    assertThat(baggage.headerValue()).isEqualTo(header(model));
    assertThat(baggage.size()).isEqualTo(model.size());
    assertThat(baggage.isEmpty()).isEqualTo(model.isEmpty());
    assertThat(Baggage.parse(baggage.headerValue())).isEqualTo(baggage);
  }

  @Property
  void traceState_anyOrder_isTheModel(
      @ForAll @Size(max = 100) List<@IntRange(max = 999) Integer> steps) {
    TraceState state = TraceState.empty();
    Map<String, String> model = new LinkedHashMap<>();
    for (int step : steps) {
      String key = "k" + step % KEYS;
      Map<String, String> before = new LinkedHashMap<>(model);
      before.remove(key);
      if (step % 10 < 8) {
        state = state.put(key, "v" + step);
        model = new LinkedHashMap<>(Map.of(key, "v" + step));
        for (Map.Entry<String, String> member : before.entrySet()) {
          if (model.size() < TraceState.MAX_MEMBERS) {
            model.put(member.getKey(), member.getValue());
          }
        }
      } else {
        state = state.remove(key);
        model = before;
      }
      assertThat(state.get(key)).isEqualTo(model.get(key));
    }
    assertThat(state.headerValue()).isEqualTo(header(model));
    assertThat(state.size()).isEqualTo(model.size());
    assertThat(TraceState.parse(state.headerValue())).isEqualTo(state);
  }

  @Property
  void attributes_anyOrder_areTheModel(
      @ForAll @Size(max = 100) List<@IntRange(max = 999) Integer> steps) {
    Attributes.Builder builder = Attributes.builder();
    Map<String, Object> model = new LinkedHashMap<>();
    for (int step : steps) {
      String key = "k" + step % 20;
      switch (step % 4) {
        case 0 -> {
          builder.put(key, step);
          model.put(key, (long) step);
        }
        case 1 -> {
          builder.put(key, "v" + step);
          model.put(key, "v" + step);
        }
        case 2 -> {
          builder.put(key, step % 8 == 2);
          model.put(key, step % 8 == 2);
        }
        default -> {
          builder.put("", step).put(key, (String) null);
        }
      }
    }
    Map<String, Object> read = new LinkedHashMap<>();
    Attributes attributes = builder.build();
    attributes.forEach((key, value) -> read.put(key.name(), value));

    assertThat(read).isEqualTo(model);
    assertThat(attributes.size()).isEqualTo(model.size());
    Attributes copy = Attributes.builder().putAll(attributes).build();
    assertThat(copy).isEqualTo(attributes).hasSameHashCodeAs(attributes);
  }
}
