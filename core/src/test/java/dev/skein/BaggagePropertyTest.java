package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** {@link Baggage} against the grammar of the specification, written as regular expressions. */
class BaggagePropertyTest {
  private static final String OWS = "[ \t]*";
  private static final String OCTETS = "[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]*";
  private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
  private static final Pattern MEMBER =
      Pattern.compile(
          "(" + TOKEN + ")" + OWS + "=" + OWS + "(" + OCTETS + ")" + OWS + "(;.*)?",
          Pattern.DOTALL);
  private static final Pattern PROPERTIES =
      Pattern.compile(
          "(" + OWS + ";" + OWS + TOKEN + "(" + OWS + "=" + OWS + OCTETS + ")?)*" + OWS);
  private static final Pattern HEADER = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]*");

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("abC1!#$%&'*+-.^_`|~").ofMinLength(1).ofMaxLength(6);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(30),
        Arbitraries.strings().withChars("%4aF;,= \t\"\\\ud83d\ude00").ofMaxLength(12));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> space = Arbitraries.of("", "", "", " ", "\t ");
    Arbitrary<String> octets = Arbitraries.strings().withChars("a%4=1/").ofMaxLength(4);
    Arbitrary<String> property =
        Combinators.combine(space, names(), space, octets)
            .as(
                (s, name, t, value) ->
                    ";" + s + name + t + (value.isEmpty() ? "" : "=" + s + value));
    Arbitrary<String> member =
        Combinators.combine(space, names(), octets, property.list().ofMaxSize(2), space)
            .as((s, name, v, ps, t) -> s + name + s + "=" + t + v + String.join(t, ps) + t);
    Arbitrary<String> any = Arbitraries.strings().withChars("ab=;, \t\"(\u00e9").ofMaxLength(6);
    return Arbitraries.frequencyOf(Tuple.of(5, member), Tuple.of(1, any))
        .list()
        .ofMaxSize(8)
        .map(list -> String.join(",", list))
        .list()
        .ofMaxSize(3);
  }

  /** Names and raw values by the letter of the specification; no member with a bad property. */
  private static List<String> expected(List<String> lines) {
    List<String> members = new ArrayList<>();
    for (String member : String.join(",", lines).split(",", -1)) {
      Matcher matcher = MEMBER.matcher(member.replaceAll("^[ \t]+|[ \t]+$", ""));
      if (matcher.matches()
          && (matcher.group(3) == null || PROPERTIES.matcher(matcher.group(3)).matches())) {
        members.add(matcher.group(1) + "=" + matcher.group(2));
      }
    }
    return members;
  }

  @Property
  void parse_keepsEveryMemberThatTheSpecificationAllows(@ForAll("lines") List<String> lines) {
    List<String> allowed = expected(lines);
    List<String> kept = expected(List.of(Baggage.parse(lines).headerValue()));

    // Empty properties are forgiven, so there may be more than the specification allows, and
    // something where it allows nothing.
    if (!allowed.isEmpty()) {
      assertThat(kept).containsSubsequence(allowed);
    }
  }

  @Test
  void parse_everyChar_isWhatTheSpecificationSays() {
    for (char c = 0; c < 0x280; c++) {
      for (String line :
          List.of(c + "a=1,b=2", "a" + c + "=1,b=2", "a=" + c + ",b=2", "a=1;p=" + c + "x,b=2")) {
        // An empty property is forgiven.
        if (c != ';' || line.charAt(2) != ';') {
          assertThat(expected(List.of(Baggage.parse(line).headerValue())))
              .as(line)
              .isEqualTo(expected(List.of(line)));
        }
      }
    }
  }

  @Property
  void parse_singleLine_isTheLineItselfWhenItIsCanonical(@ForAll("lines") List<String> lines) {
    String canonical = Baggage.parse(lines).headerValue();

    assertThat(Baggage.parse(canonical).headerValue()).isSameAs(canonical);
    assertThat(Baggage.parse(String.join(",", lines))).isEqualTo(Baggage.parse(lines));
  }

  @Property
  void parse_anyText_neverThrowsAndKeepsTheLimits(@ForAll List<String> lines) {
    assertIsCanonical(Baggage.parse(lines));
  }

  @Property
  void parse_likelyText_isCanonical(@ForAll("lines") List<String> lines) {
    assertIsCanonical(Baggage.parse(lines));
  }

  @Property
  void put_anyText_isSentAndReadBack(
      @ForAll("names") String name,
      @ForAll("texts") String value,
      @ForAll("texts") String metadata) {
    Baggage baggage = Baggage.empty().put("first", "1").put(name, value, metadata);
    // What is no Unicode text has no UTF-8 form: half a surrogate pair is replaced.
    String readable = new String(value.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);

    assertIsCanonical(baggage);
    assertThat(baggage.get(name)).isEqualTo(readable);
    assertThat(baggage.put(name, "2").get(name)).isEqualTo("2");
    assertThat(baggage.remove(name).get(name)).isNull();
  }

  private static void assertIsCanonical(Baggage baggage) {
    assertThat(baggage.headerValue()).matches(HEADER);
    assertThat(baggage.headerValue().length()).isLessThanOrEqualTo(Baggage.MAX_LENGTH);
    assertThat(baggage.size()).isLessThanOrEqualTo(64).isEqualTo(baggage.entries().size());
    assertThat(Baggage.parse(List.of(baggage.headerValue()))).isEqualTo(baggage);
    for (Entry entry : baggage.entries()) {
      assertThat(baggage.get(entry.name())).isNotNull();
    }
  }
}
