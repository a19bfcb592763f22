package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracePageTest {
  @Test
  void answer_isReadForIdsAndTheNextPage_andNothingElse() throws IOException {
    TracePage page =
        TracePage.parse(
            """
            {"traces": [
              {"services": [{"name": "a", "traceId": "no"}], "traceId": "01", "name": "b"},
              {"traceId": "02", "durationNanos": 1}],
             "next": "7", "searchMillis": 0.5}
            """);

    assertThat(page.traceIds()).containsExactly("01", "02");
    assertThat(page.next()).isEqualTo("7");
  }

  @Test
  void lastPage_hasNoNext() throws IOException {
    assertThat(TracePage.parse("{\"traces\": [], \"next\": null}").next()).isNull();
  }

  @Test
  void liveEvent_tellsHowManyAreLeftOut() throws IOException {
    assertThat(TracePage.parse("{\"traces\": [], \"skipped\": 12}").skipped()).isEqualTo(12);
  }

  @Test
  void answerThatIsCutOff_isRefused() {
    assertThatThrownBy(() -> TracePage.parse("{\"traces\": [{\"traceId\":"))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\": \"no such trace\"} | no such trace",
        "{\"message\": \"other\"} | {\"message\": \"other\"}",
        "<html>502 | <html>502"
      })
  void error_isWhatTheApiSays_orTheTextOfWhoeverAnswered(String body, String error) {
    assertThat(TracePage.error(body)).isEqualTo(error);
  }
}
