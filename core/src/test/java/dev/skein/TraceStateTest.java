package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceStateTest {
  private static TraceState parse(String... lines) {
    return TraceState.parse(List.of(lines));
  }

  /** Members k1=x, k2=x ... of this many chars each. */
  private static String members(int count, int length) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> String.format("k%02d=", i))
        .map(key -> key + "x".repeat(length - key.length()))
        .collect(Collectors.joining(","));
  }

  @Test
  void parse_readsMembersInOrder() {
    TraceState state = parse("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    List<String> seen = new ArrayList<>();
    state.forEach((key, value) -> seen.add(key + " " + value));

    assertThat(seen).containsExactly("rojo 00f067aa0ba902b7", "congo t61rcWkgMzE");
    assertThat(state.size()).isEqualTo(2);
    assertThat(state.get("congo")).isEqualTo("t61rcWkgMzE");
    assertThat(state.get("rojo")).isEqualTo("00f067aa0ba902b7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"o", "con", "congos", "", "a=1,b", "congo=", ",congo", "00f067aa0ba902b7"})
  void get_whatIsNoKey_isNull(String key) {
    assertThat(parse("a=1,b=2,congo=3").get(key)).isNull();
    assertThat(TraceState.empty().get(key)).isNull();
  }

  @Test
  void parse_canonicalLine_keepsTheReceivedString() {
    String line = new String("foo=1,bar=2");

    assertThat(parse(line).headerValue()).isSameAs(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", ",", " , ,\t,"})
  void parse_nothing_isEmpty(String line) {
    assertThat(parse(line)).isSameAs(TraceState.empty());
    assertThat(parse(line, line)).isSameAs(TraceState.empty());
    assertThat(parse()).isSameAs(TraceState.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a=1,,b=2|a=1,b=2",
        ",a=1|a=1",
        "a=1,|a=1",
        "a=1, ,b=2|a=1,b=2",
        " a=1|a=1",
        "a=1 ,b=2|a=1,b=2",
        "a=1, b=2,c=3|a=1,b=2,c=3",
        "a=1\t,\tb=2|a=1,b=2",
        "a=1,b=2  |a=1,b=2",
        "a= 1|a= 1",
        "a=  1 ,b=2|a=  1,b=2",
        "a=1 2|a=1 2",
      })
  void parse_emptyMembersAndWhiteSpaceAround_areLeftOut(String line, String canonical) {
    assertThat(parse(line).headerValue()).isEqualTo(canonical);
  }

  @Test
  void parse_severalLines_areOneListInOrder() {
    assertThat(parse("a=1,b=2", "", " c=3 ", "d=4,").headerValue()).isEqualTo("a=1,b=2,c=3,d=4");
  }

  @Test
  void parse_nullLine_isAbsent() {
    assertThat(TraceState.parse(Arrays.asList("a=1", null, "b=2")).headerValue())
        .isEqualTo("a=1,b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "0foo", "foo@@bar", "foo@", "a_-*/@", "very-long-system@x/y/0123456789"})
  void parse_keyOfLevel2_isValid(String key) {
    assertThat(parse(key + "=1").get(key)).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1",
        "@foo=1",
        "_foo=1",
        "-a=1",
        "*a=1",
        "/a=1",
        "foo =1",
        "FOO=1",
        "fOo=1",
        "foo.bar=1",
        "foo",
        "foo,bar=1",
        "foo\u00e9=1",
        "f\u0131=1",
        "foo\u0000=1",
        "foo\t=1",
        "foo;bar=1",
      })
  void parse_invalidKey_discardsEverything(String member) {
    assertThat(parse("ok=1," + member + ",fine=2")).isSameAs(TraceState.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo=",
        "foo= ",
        "foo=\t",
        "foo=bar=baz",
        "foo==",
        "foo=a\tb",
        "foo=\u007f",
        "foo=\u00e9",
        "foo=a\u0000",
        "foo=a\r\nb",
        "foo=\ud83d\ude00",
        "foo=\ud800",
      })
  void parse_invalidValue_discardsEverything(String member) {
    assertThat(parse("ok=1," + member + ",fine=2")).isSameAs(TraceState.empty());
  }

  @Test
  void parse_keyAndValueLengths_areBounded() {
    String longest = "k".repeat(256) + "=" + "v".repeat(256);

    assertThat(parse(longest).headerValue()).isEqualTo(longest);
    assertThat(parse("k" + longest).isEmpty()).isTrue();
    assertThat(parse(longest + "v").isEmpty()).isTrue();
    assertThat(parse("a=" + " ".repeat(300)).isEmpty()).isTrue();
    assertThat(parse("a=1" + " ".repeat(300)).headerValue()).isEqualTo("a=1");
  }

  @Test
  void parse_moreThan32Members_discardsEverything() {
    assertThat(parse(members(32, 6)).size()).isEqualTo(32);
    assertThat(parse(members(33, 6)).isEmpty()).isTrue();
    assertThat(parse(members(32, 6), "k33=x").isEmpty()).isTrue();
    assertThat(parse(members(32, 6) + ",,").size()).isEqualTo(32);
  }

  @Test
  void parse_duplicateKeys_keepsTheFirst() {
    assertThat(parse("a=1,b=2,a=3,ab=4").headerValue()).isEqualTo("a=1,b=2,ab=4");
    assertThat(parse(" a=1,a=2").headerValue()).isEqualTo("a=1");
    assertThat(parse("a=1", "a=1").size()).isEqualTo(1);
  }

  @Test
  void parse_512CharsAndMore_arePropagated() {
    String exactly512 = members(3, 127) + ",last=" + "x".repeat(512 - 3 * 128 - 5);

    assertThat(exactly512).hasSize(512);
    assertThat(parse(exactly512).headerValue()).isEqualTo(exactly512);
    assertThat(parse(members(8, 127) + ",").headerValue()).hasSize(1_023);
  }

  @Test
  void parse_tooLong_dropsLargeMembersFirstAndFromTheRight() {
    String large1 = "l1=" + "x".repeat(200);
    String large2 = "l2=" + "x".repeat(200);
    String large3 = "l3=" + "x".repeat(200);

    // 3 x 204 + 5 x 101 = 1117: one has to go.
    String small = members(5, 100);
    assertThat(parse(large1, small, large2, large3).headerValue())
        .isEqualTo(large1 + "," + small + "," + large2);
    // 1 x 204 + 9 x 101: the large one, even though it is the first.
    assertThat(parse(large1, members(9, 100)).headerValue()).isEqualTo(members(9, 100));
  }

  @Test
  void parse_tooLongWithoutLargeMembers_dropsFromTheRight() {
    assertThat(parse(members(20, 128)).headerValue()).isEqualTo(members(7, 128));
    assertThat(parse(members(20, 128)).size()).isEqualTo(7);
  }

  @Test
  void parse_onlyLargeMembers_keepsTheFirstThatFit() {
    assertThat(parse(members(32, 513 - 256)).headerValue()).isEqualTo(members(3, 513 - 256));
  }

  @Test
  void parse_longestListAllowed_isFitted() {
    String list =
        IntStream.range(0, 32)
            .mapToObj(i -> String.format("%02d", i) + "k".repeat(254) + "=" + "v".repeat(256))
            .collect(Collectors.joining(","));

    assertThat(list).hasSize(TraceState.MAX_RECEIVED_LENGTH);
    assertThat(parse(list).size()).isEqualTo(1);
    assertThat(parse(list + " ").isEmpty()).isTrue();
  }

  @Test
  void put_newKey_becomesTheFirst() {
    assertThat(parse("a=1,b=2").put("c", "3").headerValue()).isEqualTo("c=3,a=1,b=2");
    assertThat(TraceState.empty().put("c", "3").headerValue()).isEqualTo("c=3");
  }

  @Test
  void put_existingKey_movesToTheFrontAndIsNoDuplicate() {
    assertThat(parse("a=1,b=2,c=3").put("c", "4").headerValue()).isEqualTo("c=4,a=1,b=2");
    assertThat(parse("a=1,b=2,c=3").put("b", "4").headerValue()).isEqualTo("b=4,a=1,c=3");
    assertThat(parse("a=1,b=2,c=3").put("a", "1").headerValue()).isEqualTo("a=1,b=2,c=3");
    assertThat(parse("a=1").put("a", "2").headerValue()).isEqualTo("a=2");
  }

  @Test
  void put_to32Members_dropsTheRightmost() {
    TraceState full = parse(members(32, 6));

    TraceState put = full.put("new", "1");

    assertThat(put.size()).isEqualTo(32);
    assertThat(put.headerValue()).isEqualTo("new=1," + members(31, 6));
    assertThat(full.put("k32", "y").headerValue()).isEqualTo("k32=y," + members(31, 6));
  }

  @Test
  void put_overTheLength_dropsFromTheRight() {
    TraceState put = parse(members(8, 127)).put("new", "1");

    assertThat(put.headerValue()).isEqualTo("new=1," + members(7, 127));
    assertThat(put.size()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'',1", "A,1", "@a,1", "a=b,1", "a,''", "a,'1 '", "a,1=2", "a,'1,2'", "null,1", "a,null"
      })
  void put_invalid_changesNothing(String key, String value) {
    TraceState state = parse("x=1");

    assertThat(state.put(key, value)).isSameAs(state);
  }

  @Test
  void remove_keepsTheOrderOfTheOthers() {
    TraceState state = parse("a=1,b=2,c=3");

    assertThat(state.remove("a").headerValue()).isEqualTo("b=2,c=3");
    assertThat(state.remove("b").headerValue()).isEqualTo("a=1,c=3");
    assertThat(state.remove("c").headerValue()).isEqualTo("a=1,b=2");
    assertThat(state.remove("c").size()).isEqualTo(2);
    assertThat(state.remove("x")).isSameAs(state);
    assertThat(state.remove(null)).isSameAs(state);
    assertThat(state.remove("a").remove("b").remove("c")).isSameAs(TraceState.empty());
  }

  @Test
  void equals_isByContent() {
    assertThat(parse("a=1, b=2")).isEqualTo(parse("a=1", "b=2")).hasSameHashCodeAs("a=1,b=2");
    assertThat(parse("a=1,b=2")).isNotEqualTo(parse("b=2,a=1")).isNotEqualTo("a=1,b=2");
    assertThat(parse("a=1,b=2")).hasToString("a=1,b=2");
  }
}
