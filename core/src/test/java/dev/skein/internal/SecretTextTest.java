package dev.skein.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {
  private static String redact(String text) {
    return SecretText.redact(text, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "postgres://ann:geheim@db/shop | postgres://REDACTED:REDACTED@db/shop",
        "postgres://ann@db/shop | postgres://REDACTED:REDACTED@db/shop",
        "postgres://ann:a@b@db/shop | postgres://REDACTED:REDACTED@db/shop",
        "postgres://ann:a/b@db/shop | postgres://REDACTED:REDACTED@db/shop",
        "postgres://ann:a@b/c@db/shop | postgres://REDACTED:REDACTED@db/shop",
        "http://a:b@h/x?token=c@d,e | http://REDACTED:REDACTED@h/x?token=REDACTED,e",
        "jdbc:sqlserver://h;user=sa;password=a@b%c;x=y | jdbc:sqlserver://REDACTED:REDACTED;x=y",
        "postgres://ann:a/b@c@db:1/shop | postgres://REDACTED:REDACTED@db:1/shop",
        "postgres://ann:a?b#c@db/shop | postgres://REDACTED:REDACTED@db/shop",
        "mongodb://u:p@h1,h2:27017/db | mongodb://REDACTED:REDACTED@h1,h2:27017/db",
        "cannot reach 'redis://:geheim@h:1' | cannot reach 'redis://REDACTED:REDACTED@h:1'",
        "http://a:b@h http://c:d@i | http://REDACTED:REDACTED@h http://REDACTED:REDACTED@i",
        "jdbc:oracle:thin:ann/geheim@//db:1521/x | jdbc:oracle:thin:REDACTED:REDACTED@//db:1521/x",
        "jdbc:mysql://db/x?user=a&password=geheim&y=1 |"
            + " jdbc:mysql://db/x?user=a&password=REDACTED&y=1",
        "jdbc:sqlserver://db;user=a;password=geheim;x=1 |"
            + " jdbc:sqlserver://db;user=a;password=REDACTED;x=1",
        "AccountName=a;AccountKey=abc==;x=1 | AccountName=a;AccountKey=REDACTED;x=1",
      })
  void connectionText_isWithoutCredentials(String text, String redacted) {
    assertThat(redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=geheim | password=REDACTED",
        "Password = geheim, user = ann | Password = REDACTED, user = ann",
        "PASSWORD: geheim | PASSWORD: REDACTED",
        "db.password=\"ge heim\" x | db.password=\"REDACTED\" x",
        "passwd='ge''heim' | passwd='REDACTED''heim'",
        "pwd=geheim) | pwd=REDACTED)",
        "client_secret=a&b=c | client_secret=REDACTED&b=c",
        "{\"password\":\"ge\\\"heim\"} | {\"password\":\"REDACTED\\\"heim\"}",
        "{\"token\": \"geheim\"} | {\"token\": \"REDACTED\"}",
        "{\\\"apiKey\\\":\\\"geheim\\\"} | {\\\"apiKey\\\":\\\"REDACTED\\\"}",
        "{'session':'geheim'} | {'session':'REDACTED'}",
        "access_token=geheim#x | access_token=REDACTED#x",
        "x-api-key: geheim | x-api-key: REDACTED",
        "sig=a | sig=REDACTED",
        "Authorization: Basic dTpw | Authorization: REDACTED",
        "[authorization: Digest a=\"b\"] | [authorization: REDACTED\"b\"]",
        "Bearer abcdefghijklmnop.qrst is wrong | Bearer REDACTED is wrong",
        "password=geheim | password=REDACTED",
      })
  void namedSecret_isRedacted(String text, String redacted) {
    assertThat(redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Connection refused: localhost/127.0.0.1:8080",
        "http://shop.example/a@b?c@d",
        "http://shop.example:8080/ann@shop.example",
        "Unexpected token: }",
        "session: closed",
        "no such key: 7",
        "password",
        "password=",
        "password: ",
        "password=\"\"",
        "the password is wrong",
        "BadCredentialsException: Bad user",
        "at com.example.PasswordStore.get(PasswordStore.java:45)",
        "bearer of bad news",
        "a = b, c: d",
        "://",
        "://@/"
      })
  void textWithoutSecret_isTheSameObject(String text) {
    if (text.equals("://@/")) {
      assertThat(redact(text)).isEqualTo("://REDACTED:REDACTED@/");
    } else {
      assertThat(redact(text)).isSameAs(text);
    }
  }

  @Test
  void limit_secretThatItCuts_isNotShown() {
    String text = "x".repeat(90) + " postgres://ann:geheimgeheim@db/shop";
    for (int limit = 0; limit < 200; limit++) {
      String safe = SecretText.redact(text, limit);

      assertThat(safe.substring(0, Math.min(limit, safe.length()))).doesNotContain("ge", "ann");
    }
  }

  @Test
  void limit_textThatShrinks_isReadFurther() {
    String text = ("password=" + "g".repeat(500) + " ").repeat(5) + "the end";

    assertThat(SecretText.redact(text, 1_000)).endsWith("the end").doesNotContain("ggg");
  }

  @Test
  void limit_hugeWordBehindASecret_isNotCopied() {
    String huge = "password=geheim " + "a".repeat(1 << 20);

    assertThat(SecretText.redact(huge, 1_000))
        .startsWith("password=REDACTED aaa")
        .hasSize(1_000)
        .doesNotContain("geheim");
  }

  @Test
  void limit_hugeSecret_isNotReadToItsEnd() {
    String huge = "password=" + "g".repeat(1 << 20) + " the end";

    assertThat(SecretText.redact(huge, 1_000)).isEqualTo("password=REDACTED");
    assertThat(SecretText.redact(huge, 100_000)).isEqualTo("password=REDACTED the end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://ann:", "http://ann:a/b", "jdbc:oracle:thin:ann/"})
  void limit_passwordWhoseEndIsNotRead_isNotShown(String start) {
    String text = start + "g".repeat(1 << 20) + "@host/path";

    assertThat(SecretText.redact(text, 1_000)).doesNotContain("gg", "ann");
  }

  @Test
  void limit_hugeText_isNotReadToItsEnd() {
    String huge = "a word ".repeat(1 << 20) + "password=geheim";

    assertThat(SecretText.redact(huge, 1_000)).isSameAs(huge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "Proxy-Authorization", "cookie", "SET-COOKIE"})
  void credentialHeader_isSecret(String name) {
    assertThat(SecretText.isSecretHeader(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-api-key",
        "x-auth-request-user",
        "X-Amz-Security-Token",
        "my-secret",
        "x-session-id",
        "x-password",
        "x-passwd",
        "x-pwd",
        "www-authenticate",
        "x-credit-limit",
        "x-card",
        "x-principal",
        "x-csrf",
        "x-goog-iap-jwt-assertion",
        "client-credential",
        "SESSIONID"
      })
  void headerThatSpeaksOfASecret_isSecret(String name) {
    assertThat(SecretText.isSecretHeader(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"accept", "content-type", "x-request-id", "referer", "x-tenant", "user-agent"})
  void otherHeader_isNotSecret(String name) {
    assertThat(SecretText.isSecretHeader(name)).isFalse();
  }

  /** Work is bounded by the text's length: twice the text, about twice the chars looked at. */
  @Test
  void hostileTexts_areReadInLinearTime() {
    String[] parts = {
      "://",
      "://a",
      "://a:b",
      "://a:b/",
      "thin:",
      "thin:a",
      "password=",
      "=",
      ":",
      "\"",
      "bearer ",
      "password='",
      "password=\\",
      "@",
      "://a:b/c@",
      "a",
      "password=\t"
    };
    for (String part : parts) {
      String text = part.repeat(3_000_000 / part.length());

      assertThat(redact(text)).as(part).isNotNull();
    }
  }

  @Test
  void anyText_isSurvivedAndHoldsNoMarkedSecret() {
    Random random = new Random(20_261_123);
    String[] parts = {
      "://",
      ":",
      "@",
      "/",
      "=",
      "password",
      "token",
      " ",
      "\"",
      "'",
      "\\",
      "bearer",
      "x",
      "\n",
      "thin",
      ";",
      "&",
      "?",
      "#",
      ",",
      "{",
      "}",
      "\u0000",
      "é",
      "\ud800"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      String noise = text.toString();

      assertThat(redact(noise + " password=geheim")).as(noise).doesNotContain("geheim");
      assertThat(redact(noise + " http://u:geheim@h/")).as(noise).doesNotContain("geheim");
      assertThat(SecretText.redact(noise, random.nextInt(20))).isNotNull();
    }
  }
}
