package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {
  private static TraceQuery query(String text) throws HttpProblem {
    Conditions conditions = new Conditions();
    SearchText.parse(text, conditions);
    return conditions.toQuery();
  }

  @Test
  void nothing_isEverything() throws Exception {
    assertThat(query("")).isEqualTo(TraceQuery.ALL);
    assertThat(query(" \t\n")).isEqualTo(TraceQuery.ALL);
  }

  @Test
  void fields_areExact() throws Exception {
    assertThat(query("service:payment operation:\"POST /charges\" caller:shop status:error"))
        .isEqualTo(
            TraceQuery.builder()
                .service("payment")
                .operation("POST /charges")
                .caller("shop")
                .status(TraceQuery.Status.ERROR)
                .build());
    assertThat(query("status:ok").status()).isEqualTo(TraceQuery.Status.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "duration>100ms, 100000001, 9223372036854775807",
    "duration>=100ms, 100000000, 9223372036854775807",
    "duration<2s, 0, 1999999999",
    "duration<=2s, 0, 2000000000",
    "duration>1ms duration<3us, 1000001, 2999",
    "duration>=1ms duration>=2ms, 2000000, 9223372036854775807",
    "duration<=1.5ms, 0, 1500000",
    "duration<0ns, 0, -1"
  })
  void durations_areRanges(String text, long min, long max) throws Exception {
    assertThat(query(text).minDurationNanos()).isEqualTo(min);
    assertThat(query(text).maxDurationNanos()).isEqualTo(max);
  }

  @Test
  void total_isTheDurationOfTheTrace() throws Exception {
    assertThat(query("total>=1s total<=2s"))
        .isEqualTo(TraceQuery.builder().minTotal(1_000_000_000).maxTotal(2_000_000_000).build());
  }

  @Test
  void attributes_areEqualOrThere() throws Exception {
    assertThat(
            query("http.route=/charges has:db.system k=\"a b\" e= \"odd:name\"=1 has:\"x y\"")
                .attributes())
        .containsExactly(
            new AttributeTerm("http.route", "/charges"),
            new AttributeTerm("db.system", null),
            new AttributeTerm("k", "a b"),
            new AttributeTerm("e", ""),
            new AttributeTerm("odd:name", "1"),
            new AttributeTerm("x y", null));
  }

  @Test
  void valueWithOperators_isAValue() throws Exception {
    assertThat(query("url=http://x/?a=b&c<d").attributes())
        .containsExactly(new AttributeTerm("url", "http://x/?a=b&c<d"));
    assertThat(query("operation:a=b:c").operation()).isEqualTo("a=b:c");
  }

  @ParameterizedTest
  @CsvSource({
    "charges, charges",
    "POST /charges, POST /charges",
    "'  POST   /charges ', POST /charges",
    "'\"POST  /charges\"', POST  /charges",
    "http://shop/x, http://shop/x",
    "a->b, a->b",
    "=x, =x",
    "'say \"\\\"hi\\\" \\\\ \\n\"', 'say \"hi\" \\ \\n'",
    "'\"service:x\"', service:x"
  })
  void theRest_isPartOfAName(String text, String name) throws Exception {
    assertThat(query(text)).isEqualTo(TraceQuery.builder().text(name).build());
  }

  @Test
  void wordsOfAName_mayStandApart() throws Exception {
    assertThat(query("POST status:error /charges"))
        .isEqualTo(
            TraceQuery.builder().text("POST /charges").status(TraceQuery.Status.ERROR).build());
  }

  @Test
  void traceId_isThatTrace() throws Exception {
    Conditions conditions = new Conditions();
    SearchText.parse("4BF92F3577B34DA6A3CE929D0E0E4736 status:error", conditions);

    assertThat(conditions.trace()).isEqualTo(TraceId.parse("4bf92f3577b34da6a3ce929d0e0e4736"));
    assertThat(conditions.toQuery().text()).isNull();
  }

  @Test
  void sixteenDigits_arePartOfAName() throws Exception {
    assertThat(query("00f067aa0ba902b7").text()).isEqualTo("00f067aa0ba902b7");
  }

  @ParameterizedTest
  @CsvSource({
    "'x \"open', 'q, character 3: this quote is not closed'",
    "service:, 'q, character 1: something has to follow \"service:\"'",
    "x has:, 'q, character 3: something has to follow \"has:\"'",
    "status:bad, 'q, character 1: the status is error or ok, but found \"bad\"'",
    "duration>100, 'q, character 1: expected a duration with its unit, such as 100ms or 1.5s, but found \"100\"'",
    "a duration<soon, 'q, character 3: expected a duration with its unit, such as 100ms or 1.5s, but found \"soon\"'",
    "service:a service:b, 'q, character 11: \"service\" is there twice, and one span has only one'",
    "00000000000000000000000000000000, 'q, character 1: a trace id of zero'"
  })
  void whatCannotBeUnderstood_isNamedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> query(text)).isInstanceOf(HttpProblem.class).hasMessage(message);
  }
}
