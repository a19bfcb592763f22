package dev.skein.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void nothing_keepsTheShopOpenAndReceivesTheSpans() {
    assertThat(Arguments.parse()).isEqualTo(new Arguments(false, true, null));
  }

  @Test
  void onceAndEndpoint_areUnderstoodInAnyOrder() {
    Arguments expected = new Arguments(true, true, URI.create("http://localhost:4318"));

    assertThat(Arguments.parse("--once", "--endpoint", "http://localhost:4318"))
        .isEqualTo(expected);
    assertThat(Arguments.parse("--endpoint", "http://localhost:4318", "--once"))
        .isEqualTo(expected);
  }

  @Test
  void noBrowser_isUnderstood() {
    assertThat(Arguments.parse("--no-browser")).isEqualTo(new Arguments(false, false, null));
  }

  @ParameterizedTest
  @CsvSource({
    "--twice, No such option: --twice",
    "--endpoint, --endpoint needs a URL",
    "--endpoint=localhost:4318, No such option: --endpoint=localhost:4318"
  })
  void mistake_isNamed(String argument, String message) {
    assertThatThrownBy(() -> Arguments.parse(argument)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"localhost:4318", "ftp://host/", "http://", "not a url"})
  void endpointThatIsNoHttpUrl_isRefused(String url) {
    assertThatThrownBy(() -> Arguments.parse("--endpoint", url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(url);
  }

  @Test
  void shopperAnswer_isRead() {
    assertThat(Shopper.Answer.parse("402 trace 0af7651916cd43dd8448eb211c80319c {\"a\": 1}"))
        .isEqualTo(new Shopper.Answer(402, "0af7651916cd43dd8448eb211c80319c"));
    assertThatThrownBy(() -> Shopper.Answer.parse("Exception in thread main"))
        .isInstanceOf(ShopException.class);
  }
}
