package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SkeinOptions;
import java.util.List;
import java.util.Locale;
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
    "SIG=a, SIG=REDACTED",
    "signature=a, signature=REDACTED",
    "%53%49g=a, %53%49g=REDACTED",
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

  @ParameterizedTest
  @ValueSource(strings = {"all", "ALL", "*"})
  void all_isAnotherNameForTheAsterisk(String name) {
    Redactor all = new Redactor(List.of("x", name));

    assertThat(all.query("a=1&b=2")).isEqualTo("a=REDACTED&b=REDACTED");
    assertThat(all.path("/a;b=1/c;d=2")).isEqualTo("/a;b=REDACTED/c;d=REDACTED");
  }

  @ParameterizedTest
  @CsvSource({
    "/a;sig=1, /a;sig=REDACTED",
    "/a;x=1;SIG=2;y=3/b, /a;x=1;SIG=REDACTED;y=3/b",
    "/a;sig=1/b;sig=2, /a;sig=REDACTED/b;sig=REDACTED",
    "/a;%73ig=1, /a;%73ig=REDACTED",
    "/a;sig=1=2, /a;sig=REDACTED",
  })
  void path_secretParameter_isRedacted(String path, String redacted) {
    assertThat(redactor.path(path)).isEqualTo(redacted);
    assertThat(redactor.url("http://h" + path + "?sig=3"))
        .isEqualTo("http://h" + redacted + "?sig=REDACTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a;b", "/a;sig", "/a;sig=", "/a;x=1", "/sig=1", "/a;;;", ";="})
  void path_withoutSecret_isTheSameObject(String path) {
    assertThat(redactor.path(path)).isSameAs(path);
  }

  @ParameterizedTest
  @CsvSource({
    "https://u:p@h/a;jsessionid=1?sig=2&x=3, https://REDACTED:REDACTED@h/a;jsessionid=REDACTED?sig=REDACTED&x=3",
    "/a?x=1&sig=2, /a?x=1&sig=REDACTED",
    "max-age=5; path=/, max-age=5; path=/",
  })
  void text_likeAReferrer_isRedacted(String text, String redacted) {
    assertThat(redactor.text(text, 1_000)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token",
        "refresh_token",
        "id_token",
        "token",
        "auth",
        "authorization",
        "jwt",
        "api_key",
        "api-key",
        "apikey",
        "key",
        "client_secret",
        "secret",
        "password",
        "passwd",
        "pwd",
        "session",
        "sessionid",
        "jsessionid",
        "sig",
        "X-Amz-Signature",
        "AWSAccessKeyId"
      })
  void conventionalSecret_isRedactedByDefaultInAnyCase(String name) {
    Redactor byDefault = new Redactor(SkeinOptions.builder().build().redactedQueryParameters());

    for (String written :
        List.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
      assertThat(byDefault.query("a=1&" + written + "=geheim&b=2"))
          .isEqualTo("a=1&" + written + "=REDACTED&b=2");
    }
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
