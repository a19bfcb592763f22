package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private final Redactor redactor = new Redactor(List.of("sig", "Signature"));

  @ParameterizedTest
  @CsvSource({
    "sig=a, sig=REDACTED",
    "x=1&sig=a&y=2, x=1&sig=REDACTED&y=2",
    "sig=a&sig=b, sig=REDACTED&sig=REDACTED",
    "sig=a=b==, sig=REDACTED",
    "sig=a;b, sig=REDACTED",
    "x=1;sig=a, x=1;sig=REDACTED",
    "x=1?sig=a, x=1?sig=REDACTED",
    "%73ig=a, %73ig=REDACTED",
    "s%69%67=a, s%69%67=REDACTED",
    "Signature=%20, Signature=REDACTED",
  })
  void query_secretValue_isRedacted(String query, String redacted) {
    assertThat(redactor.query(query)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "=",
        "sig",
        "sig=",
        "sig=&x=1",
        "SIG=a",
        "signature=a",
        "sigx=a",
        "xsig=a",
        "x=sig",
        "%7=a",
        "%=a",
        "si%67%=a",
        "a=%73ig",
        "x=1&&y=2"
      })
  void query_withoutSecret_isTheSameObject(String query) {
    assertThat(redactor.query(query)).isSameAs(query);
  }

  @Test
  void asterisk_redactsEveryValue() {
    Redactor all = new Redactor(List.of("*"));

    assertThat(all.query("a=1&b=&c&d=4")).isEqualTo("a=REDACTED&b=&c&d=REDACTED");
    assertThat(all.url("http://shop.example/a?b=1")).isEqualTo("http://shop.example/a?b=REDACTED");
  }

  @Test
  void noNames_redactNothing() {
    assertThat(new Redactor(List.of()).query("sig=a")).isEqualTo("sig=a");
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:pass@shop.example/a, http://REDACTED:REDACTED@shop.example/a",
    "http://user@shop.example, http://REDACTED:REDACTED@shop.example",
    "http://@shop.example/, http://REDACTED:REDACTED@shop.example/",
    "http://a@b@shop.example/, http://REDACTED:REDACTED@shop.example/",
    "//user:pass@shop.example/a, //REDACTED:REDACTED@shop.example/a",
    "user:pass@shop.example:80/a, REDACTED:REDACTED@shop.example:80/a",
    "http://u:p@h?sig=a#f, http://REDACTED:REDACTED@h?sig=REDACTED#f",
    "http://h/a?sig=a#sig=b, http://h/a?sig=REDACTED#sig=REDACTED",
    "http://h/a#sig=b, http://h/a#sig=REDACTED",
    "http://u:p@[::1]:80/, http://REDACTED:REDACTED@[::1]:80/",
  })
  void url_secrets_areRedacted(String url, String redacted) {
    assertThat(redactor.url(url)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://shop.example/",
        "http://shop.example/@home?x=a@b#c@d",
        "/path/only@x",
        "http://shop.example/a?x=1",
        "http://",
        "://",
        "?",
      })
  void url_withoutSecrets_isTheSameObject(String url) {
    assertThat(redactor.url(url)).isSameAs(url);
  }
}
