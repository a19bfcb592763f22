package dev.skein.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @Test
  void controlCharacter_ofEitherSet_isReplaced() {
    for (char c = 0; c < 0x100; c++) {
      boolean control = Character.isISOControl(c);

      assertThat(Printable.clean("a" + c + "b"))
          .as("%x", (int) c)
          .isEqualTo(control ? "a?b" : "a" + c + "b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066,
        0x2067, 0x2068, 0x2069
      })
  void whatEndsALineOrTurnsTheDirection_isReplaced(int c) {
    assertThat(Printable.clean((char) c + "x" + (char) c)).isEqualTo("?x?");
  }

  @Test
  void textOfAnyLanguage_isTheSameObject() {
    String text = "Grüße, 你好, שלום, 👋🏽, a\u200Db";

    assertThat(Printable.clean(text)).isSameAs(text);
  }
}
