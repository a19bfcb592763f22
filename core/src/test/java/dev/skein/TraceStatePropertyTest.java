package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** {@link TraceState} against the grammar of the specification, written as regular expressions. */
class TraceStatePropertyTest {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}");
  private static final Pattern VALUE =
      Pattern.compile("[ -~&&[^,=]]{0,255}[!-~&&[^,=]]", Pattern.DOTALL);

  /** The members of a list by the letter of the specification; empty when any is invalid. */
  private static Map<String, String> expected(List<String> lines) {
    Map<String, String> members = new LinkedHashMap<>();
    int seen = 0;
    for (String member : String.join(",", lines).split(",", -1)) {
      String trimmed = member.replaceAll("^[ \t]+|[ \t]+$", "");
      if (trimmed.isEmpty()) {
        continue;
      }
      int equals = trimmed.indexOf('=');
      if (++seen > 32
          || equals < 0
          || !KEY.matcher(trimmed.substring(0, equals)).matches()
          || !VALUE.matcher(trimmed.substring(equals + 1)).matches()) {
        return Map.of();
      }
      members.putIfAbsent(trimmed.substring(0, equals), trimmed.substring(equals + 1));
    }
    return members;
  }

  private static Map<String, String> members(TraceState state) {
    Map<String, String> members = new LinkedHashMap<>();
    state.forEach(members::put);
    return members;
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings()
        .withChars("ab0_-*/@")
        .ofMinLength(1)
        .ofMaxLength(4)
        .filter(key -> KEY.matcher(key).matches());
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(value -> VALUE.matcher(value).matches());
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> space = Arbitraries.of("", "", "", " ", "\t ");
    Arbitrary<String> valid =
        Combinators.combine(space, keys(), values(), space)
            .as((before, key, value, after) -> before + key + "=" + value + after);
    Arbitrary<String> any = Arbitraries.strings().withChars("ab=@, \tA\u00e9").ofMaxLength(5);
    return Arbitraries.frequencyOf(Tuple.of(30, valid), Tuple.of(1, any))
        .list()
        .ofMaxSize(12)
        .map(list -> String.join(",", list))
        .list()
        .ofMaxSize(3);
  }

  @Property
  void parse_readsWhatTheSpecificationSays(@ForAll("lines") List<String> lines) {
    Map<String, String> expected = expected(lines);
    TraceState state = TraceState.parse(lines);

    assertThat(members(state)).containsExactlyEntriesOf(expected);
    assertThat(state.size()).isEqualTo(expected.size());
    assertThat(state.headerValue())
        .isEqualTo(
            expected.entrySet().stream()
                .map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining(",")));
    expected.forEach((key, value) -> assertThat(state.get(key)).isEqualTo(value));
  }

  @Test
  void parse_everyChar_isWhatTheSpecificationSays() {
    for (char c = 0; c < 0x280; c++) {
      for (String line :
          List.of(c + "a=1,b=2", "a" + c + "=1,b=2", "a=" + c + ",b=2", "a=1" + c + ",b=2")) {
        assertThat(members(TraceState.parse(line)))
            .as(line)
            .containsExactlyEntriesOf(expected(List.of(line)));
      }
    }
  }

  @Property
  void parse_singleLine_isTheLineItselfWhenItIsCanonical(@ForAll("lines") List<String> lines) {
    String canonical = TraceState.parse(lines).headerValue();

    assertThat(TraceState.parse(canonical).headerValue()).isSameAs(canonical);
    assertThat(TraceState.parse(String.join(",", lines))).isEqualTo(TraceState.parse(lines));
  }

  @Property
  void parse_anyText_neverThrowsAndKeepsTheLimits(@ForAll List<String> lines) {
    assertIsCanonical(TraceState.parse(lines));
  }

  @Property
  void put_isFoundFirstAndKeepsTheOrderOfTheOthers(
      @ForAll("lines") List<String> lines,
      @ForAll("keys") String key,
      @ForAll("values") String value) {
    TraceState before = TraceState.parse(lines);
    Map<String, String> expected = new LinkedHashMap<>(Map.of(key, value));
    members(before).forEach(expected::putIfAbsent);
    List<String> keys = new ArrayList<>(expected.keySet());
    keys.subList(Math.min(32, keys.size()), keys.size()).forEach(expected::remove);

    TraceState after = before.put(key, value);

    assertThat(members(after)).containsExactlyEntriesOf(expected);
    assertIsCanonical(after);
    assertThat(after.remove(key).get(key)).isNull();
  }

  @Property
  void parse_listsThatAreTooLong_keepWholeMembersInOrder(
      @ForAll @Size(min = 10, max = 32) List<@IntRange(min = 1, max = 256) Integer> lengths) {
    List<String> members = new ArrayList<>();
    for (int length : lengths) {
      members.add("k" + members.size() + "=" + "v".repeat(length));
    }
    TraceState state = TraceState.parse(members);
    assertIsCanonical(state);

    // Replays the rule: large ones from the right, then any from the right.
    List<String> kept = new ArrayList<>(members);
    for (int i = kept.size() - 1; i >= 0 && String.join(",", kept).length() > 1_024; i--) {
      if (kept.get(i).length() > 128) {
        kept.remove(i);
      }
    }
    while (String.join(",", kept).length() > 1_024) {
      kept.remove(kept.size() - 1);
    }
    assertThat(state.headerValue()).isEqualTo(String.join(",", kept));
  }

  private static void assertIsCanonical(TraceState state) {
    assertThat(state.headerValue().length()).isLessThanOrEqualTo(TraceState.MAX_LENGTH);
    assertThat(state.size()).isLessThanOrEqualTo(32).isEqualTo(members(state).size());
    assertThat(TraceState.parse(List.of(state.headerValue()))).isEqualTo(state);
  }
}
