package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Baggage.Entry;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaggageTest {
  private static Baggage parse(String... lines) {
    return Baggage.parse(List.of(lines));
  }

  private static String members(int count, int length) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> String.format("k%04d=", i))
        .map(key -> key + "x".repeat(length - key.length()))
        .collect(Collectors.joining(","));
  }

  @Test
  void parse_readsNamesValuesAndProperties() {
    assertThat(
            parse(
                    "key1=value1;property1;property2, key2 = value2,"
                        + " key3=value3; propertyKey=propertyValue")
                .entries())
        .containsExactly(
            new Entry("key1", "value1", "property1;property2"),
            new Entry("key2", "value2", ""),
            new Entry("key3", "value3", "propertyKey=propertyValue"));
  }

  @Test
  void parse_whiteSpaceEverywhere_isLeftOut() {
    Baggage baggage =
        parse(
            "SomeKey \t = \t SomeValue \t ; \t SomeProp \t , \t SomeKey2 \t = \t SomeValue2 \t ;"
                + " \t ValueProp \t = \t PropVal");

    assertThat(baggage.headerValue())
        .isEqualTo("SomeKey=SomeValue;SomeProp,SomeKey2=SomeValue2;ValueProp=PropVal");
    assertThat(baggage.size()).isEqualTo(2);
  }

  @Test
  void parse_canonicalLine_keepsTheReceivedString() {
    String line = new String("a=1,b=%20;p=1;q");

    assertThat(parse(line).headerValue()).isSameAs(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t", ",", " ,,\t, "})
  void parse_nothing_isEmpty(String line) {
    assertThat(parse(line)).isSameAs(Baggage.empty());
    assertThat(parse(line, line)).isSameAs(Baggage.empty());
    assertThat(parse()).isSameAs(Baggage.empty());
  }

  @Test
  void parse_severalLines_areOneListInOrder() {
    assertThat(parse("userId=alice", "", "serverNode=DF%2028,isProduction=false").entries())
        .extracting(Entry::name)
        .containsExactly("userId", "serverNode", "isProduction");
    assertThat(Baggage.parse(Arrays.asList(null, "a=1")).get("a")).isEqualTo("1");
    assertThat(Baggage.parse(Collections.singletonList(null)).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a=|''",
        "a=b=c|b=c",
        "a==|=",
        "a==b|=b",
        "a=Am%C3%A9lie|Am\u00e9lie",
        "a=DF%2028|DF 28",
        "a=%E2%82%ac|\u20ac",
        "a=%F0%9F%98%80|\uD83D\uDE00",
        "a=100%25|100%",
        "a=%2525|%25",
        "a=a+b|a+b",
      })
  void get_decodesTheValue(String line, String value) {
    assertThat(parse(line).get("a")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "%FF, \uFFFD",
    "%C3, \uFFFD",
    "x%C3y, x\uFFFDy",
    "%C3%28, \uFFFD(",
    "%C0%80, \uFFFD\uFFFD",
    "%ED%A0%80, \uFFFD",
    "%F5%80%80%80, \uFFFD\uFFFD\uFFFD\uFFFD",
    "%, \uFFFD",
    "%4, \uFFFD4",
    "%zz, \uFFFDzz",
    "%4z%41, \uFFFD4zA",
    "%C3%, \uFFFD\uFFFD",
    "%%41, \uFFFDA",
  })
  void get_whatIsNoUtf8_isReplaced(String coded, String value) {
    Baggage baggage = parse("a=" + coded);

    assertThat(baggage.get("a")).isEqualTo(value);
    assertThat(baggage.headerValue()).isEqualTo("a=" + coded);
  }

  @Test
  void get_decodedControlChars_areSentEncoded() {
    Baggage baggage = parse("a=x%0d%0aSet-Cookie:%20y%00");

    assertThat(baggage.get("a")).isEqualTo("x\r\nSet-Cookie: y\u0000");
    assertThat(Baggage.empty().put("b", baggage.get("a")).headerValue())
        .isEqualTo("b=x%0D%0ASet-Cookie:%20y%00");
  }

  @Test
  void get_keysAreCaseSensitiveAndNotDecoded() {
    Baggage baggage = parse("Key=1,key=2,%6Bey=3");

    assertThat(baggage.get("Key")).isEqualTo("1");
    assertThat(baggage.get("key")).isEqualTo("2");
    assertThat(baggage.get("%6Bey")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ke", "keys", "key=1", "1", ",key", "other"})
  void get_whatIsNoName_isNull(String name) {
    assertThat(parse("key=1,b=2").get(name)).isNull();
    assertThat(Baggage.empty().get(name)).isNull();
  }

  @Test
  void get_repeatedName_isTheLastAndTheOrderIsKept() {
    Baggage baggage = parse("a=1,b=2,a=3");

    assertThat(baggage.get("a")).isEqualTo("3");
    assertThat(baggage.headerValue()).isEqualTo("a=1,b=2,a=3");
    assertThat(baggage.put("a", "4").headerValue()).isEqualTo("b=2,a=4");
    assertThat(baggage.remove("a").headerValue()).isEqualTo("b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noequals",
        "=novalue",
        " =x",
        "a b=1",
        "a\"=1",
        "k(=1",
        "caf\u00e9=1",
        "k=a b",
        "k=\"quoted\"",
        "k=a\\b",
        "k=caf\u00e9",
        "k=\u0000",
        "k=\r\nx",
        "k=\ud800",
        "k=\u007f",
        "k=v;a b",
        "k=v;p=a b",
        "k=v;p=\"x\"",
        ";p=1",
      })
  void parse_invalidMember_isLeftOutAlone(String member) {
    assertThat(parse("a=1," + member + ",b=2").headerValue()).isEqualTo("a=1,b=2");
    assertThat(parse(member)).isSameAs(Baggage.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1;|a=1",
        "a=1;;p|a=1;p",
        "a=1;p;|a=1;p",
        "a=1;=x;p|a=1;p",
        "a=1;p=|a=1;p=",
        "a=1;p==|a=1;p==",
        "a=1 ;p = q ; r|a=1;p=q;r",
        "a=;p|a=;p",
        "a=1;p;p=1;p=2|a=1;p;p=1;p=2",
        "a=1;ValueProp%20%09%20%3D%20%09%20PropVal|a=1;ValueProp%20%09%20%3D%20%09%20PropVal",
      })
  void parse_properties_areKept(String line, String canonical) {
    assertThat(parse(line).headerValue()).isEqualTo(canonical);
  }

  @Test
  void parse_upTo64Members_keepsThemAll() {
    assertThat(parse(members(64, 100)).size()).isEqualTo(64);
    assertThat(parse(members(64, 100)).headerValue()).isEqualTo(members(64, 100));
  }

  @Test
  void parse_moreThan64Members_keepsTheFirst() {
    assertThat(parse(members(65, 10)).headerValue()).isEqualTo(members(64, 10));
    assertThat(parse(members(40, 10), members(40, 10)).size()).isEqualTo(64);
  }

  @Test
  void parse_invalidMembers_countToo() {
    assertThat(parse("x,".repeat(63) + "a=1").get("a")).isEqualTo("1");
    assertThat(parse("x,".repeat(64) + "a=1").isEmpty()).isTrue();
  }

  @Test
  void parse_upTo8192Bytes_keepsThemAll() {
    String exact = "a=" + "0".repeat(8_190);

    assertThat(parse(exact).headerValue()).hasSize(8_192).isSameAs(exact);
    assertThat(parse("a=" + "0".repeat(4_093), "b=" + "0".repeat(4_094)).headerValue())
        .hasSize(8_192);
  }

  @Test
  void parse_moreThan8192Bytes_dropsWholeMembers() {
    assertThat(parse("a=" + "0".repeat(8_191)).isEmpty()).isTrue();
    assertThat(parse("a=1,b=" + "0".repeat(8_187)).headerValue()).isEqualTo("a=1");
    assertThat(parse("a=1,b=" + "0".repeat(8_186)).size()).isEqualTo(2);
    assertThat(parse("a=1,b=" + "0".repeat(8_186) + ",c=3").size()).isEqualTo(2);
    assertThat(parse("a=" + "0".repeat(8_000), members(20, 100)).headerValue())
        .isEqualTo("a=" + "0".repeat(8_000) + "," + members(1, 100));
  }

  @Test
  void parse_manyLines_shareOneBudget() {
    assertThat(Baggage.parse(Collections.nCopies(1_000, "a=1")).size()).isEqualTo(64);
    assertThat(Baggage.parse(Collections.nCopies(1_000, "a=" + "1".repeat(998))).size())
        .isEqualTo(8);
  }

  @Test
  void put_appendsAndReplaces() {
    Baggage baggage = Baggage.empty().put("a", "1").put("b", "2", "ttl=30");

    assertThat(baggage.headerValue()).isEqualTo("a=1,b=2;ttl=30");
    assertThat(baggage.put("a", "3").headerValue()).isEqualTo("b=2;ttl=30,a=3");
    assertThat(baggage.put("b", "3").headerValue()).isEqualTo("a=1,b=3");
    assertThat(baggage.size()).isEqualTo(2);
  }

  @Test
  void put_encodesWhatTheHeaderDoesNotAllow() {
    assertThat(Baggage.empty().put("k", "\t \"';=asdf!@#$%^&*()\\,\u007f").headerValue())
        .isEqualTo("k=%09%20%22'%3B=asdf!@#$%25^&*()%5C%2C%7F");
    assertThat(Baggage.empty().put("k", "\u00e9\u20ac\uD83D\uDE00").headerValue())
        .isEqualTo("k=%C3%A9%E2%82%AC%F0%9F%98%80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "\ud83d"})
  void put_unpairedSurrogate_becomesTheReplacementChar(String value) {
    String replaced = value.replaceAll("[\ud800-\udfff]", "\uFFFD");

    assertThat(Baggage.empty().put("k", value).get("k")).isEqualTo(replaced);
    assertThat(Baggage.empty().put("k", "v", "p=" + value).headerValue())
        .startsWith("k=v;p=")
        .contains("%EF%BF%BD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      nullValues = "null",
      value = {
        "ttl=30|ttl=30",
        " ttl = 30 ; internal |ttl=30;internal",
        ";;a;;|a",
        "=x;b|b",
        "a=b c|a=b%20c",
        "a=100%25|a=100%25",
        "a=b,c|a=b%2Cc",
        "a=\u00e9|a=%C3%A9",
        "null|''",
        "''|''",
      })
  void put_metadata_isMadeFitForTheHeader(String metadata, String kept) {
    Baggage baggage = Baggage.empty().put("k", "v", metadata);

    assertThat(baggage.entries()).containsExactly(new Entry("k", "v", kept));
    assertThat(parse(baggage.headerValue())).isEqualTo(baggage);
  }

  @Test
  void put_lineBreakInMetadata_cannotEndTheHeader() {
    assertThat(Baggage.empty().put("k", "v", "a\r\nSet-Cookie: b=c").headerValue())
        .isEqualTo("k=v;a%0D%0ASet-Cookie:%20b=c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a=b", "a,b", "a;b", "caf\u00e9", "a\r\nb", "\"a\"", "(a)"})
  void put_invalidName_changesNothing(String name) {
    Baggage baggage = Baggage.empty().put("x", "1");

    assertThat(baggage.put(name, "2")).isSameAs(baggage);
  }

  @Test
  void put_null_changesNothing() {
    Baggage baggage = Baggage.empty().put("x", "1");

    assertThat(baggage.put(null, "2")).isSameAs(baggage);
    assertThat(baggage.put("x", null)).isSameAs(baggage);
    assertThat(baggage.get(null)).isNull();
    assertThat(baggage.remove(null)).isSameAs(baggage);
  }

  @Test
  void put_beyondTheLimits_leavesTheEntryOut() {
    Baggage full = parse(members(64, 10));

    assertThat(full.put("new", "1")).isSameAs(full);
    assertThat(full.put("k0001", "y").size()).isEqualTo(64);

    Baggage small = Baggage.empty().put("a", "1").put("b", "2");
    assertThat(small.put("c", "x".repeat(8_192 - 8 - 2)).headerValue()).hasSize(8_192);
    assertThat(small.put("c", "x".repeat(8_192 - 8 - 1))).isEqualTo(small);
    assertThat(small.put("c", "\u20ac".repeat(1_000))).isEqualTo(small);
    assertThat(small.put("c", "1", "p".repeat(9_000))).isEqualTo(small);
    // No stale value stays behind.
    assertThat(small.put("b", "x".repeat(10_000)).get("b")).isNull();
  }

  @Test
  void remove_takesTheEntryAway() {
    Baggage baggage = parse("a=1,b=2;p,c=3");

    assertThat(baggage.remove("a").headerValue()).isEqualTo("b=2;p,c=3");
    assertThat(baggage.remove("b").headerValue()).isEqualTo("a=1,c=3");
    assertThat(baggage.remove("c").headerValue()).isEqualTo("a=1,b=2;p");
    assertThat(baggage.remove("x")).isSameAs(baggage);
    assertThat(baggage.remove("a").remove("b").remove("c")).isSameAs(Baggage.empty());
  }

  @Test
  void entries_cannotBeChanged() {
    assertThat(parse("a=1").entries()).isUnmodifiable();
  }

  @Test
  void toString_doesNotTellWhatIsInIt() {
    assertThat(parse("secret=s3cr3t")).hasToString("Baggage{1}");
  }

  @Test
  void equals_isByContent() {
    assertThat(parse("a=1, b=2")).isEqualTo(parse("a=1", "b=2"));
    assertThat(parse("a=1, b=2")).hasSameHashCodeAs(parse("a=1,b=2"));
    assertThat(parse("a=1,b=2")).isNotEqualTo(parse("b=2,a=1")).isNotEqualTo("a=1,b=2");
  }
}
