package dev.skein.viewer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;

class TextHashTest {
  @Property
  void text_hasTheHashOfItsString(@ForAll String text) {
    byte[] bytes = ("ab" + text + "c").getBytes(UTF_8);
    String formed = new String(text.getBytes(UTF_8), UTF_8);
    assertThat(TextHash.ofUtf8(bytes, 2, bytes.length - 1)).isEqualTo(formed.hashCode());
  }

  @Property
  void ascii_hasTheHashOfItsString(@ForAll @AlphaChars String text) {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(TextHash.ofUtf8(bytes, 0, bytes.length)).isEqualTo(text.hashCode());
  }

  @Property
  void number_hasTheHashOfItsDigits(@ForAll long number) {
    assertThat(TextHash.ofDecimal(number)).isEqualTo(Long.toString(number).hashCode());
  }

  @Property
  void textFromTheCache_isTheText(@ForAll String first, @ForAll @AlphaChars String second) {
    TextCache cache = new TextCache();
    for (String text : new String[] {first, second, first, second, first + second}) {
      byte[] bytes = text.getBytes(UTF_8);
      assertThat(cache.of(bytes, 0, bytes.length)).isEqualTo(new String(bytes, UTF_8));
    }
  }

  @Example
  void textThatComesAgain_isTheSameObject() {
    TextCache cache = new TextCache();
    byte[] names = "GET /a GET /a GET /b".getBytes(UTF_8);
    assertThat(cache.of(names, 7, 13)).isSameAs(cache.of(names, 0, 6)).isEqualTo("GET /a");
    assertThat(cache.of(names, 14, 20)).isEqualTo("GET /b");
  }

  @Example
  void textOfOthers_isShortAndPrintable() {
    assertThat(SafeText.of("GET /é 日本 \uD83D\uDE00")).isEqualTo("GET /é 日本 \uD83D\uDE00");
    assertThat(SafeText.of("\u001B[31m\r\n\u202E\u2028\uD83D\uE000")).isEqualTo("?[31m??????");
    assertThat(SafeText.of("x".repeat(1_000))).isEqualTo("x".repeat(120) + "...");
  }
}
