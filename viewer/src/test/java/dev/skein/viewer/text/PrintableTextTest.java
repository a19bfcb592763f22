package dev.skein.viewer.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import org.junit.jupiter.api.Test;

class PrintableTextTest {
  /** A C1 control, marks of direction, a byte order mark, a line separator, private characters. */
  private static final String HARMFUL =
      "\u009b31m \u007f \u202e\u2066 \ufeff \u2028 \ue000 \udb80\udc00 \ud800 \u00ad";

  private static final String HARMLESS = "POST /größe 価格 😀 \"\\";

  @Test
  void harmlessText_staysAsItIs() {
    assertThat(PrintableText.clean(HARMLESS)).isEqualTo(HARMLESS);
    assertThat(PrintableText.escapeJson(HARMLESS)).isEqualTo(HARMLESS);
  }

  @Test
  void whatATerminalWouldActUpon_isReplaced() {
    assertThat(PrintableText.clean(HARMFUL)).isEqualTo("?31m ? ?? ? ? ? ? ? ?");
  }

  @Test
  void json_isEscaped_andSaysTheSame() throws Exception {
    String json = "{\"name\":\"" + HARMFUL + "\"}\n";

    String escaped = PrintableText.escapeJson(json);

    assertThat(escaped)
        .isEqualTo(
            "{\"name\":\"\\u009b31m \\u007f \\u202e\\u2066 \\ufeff \\u2028 \\ue000"
                + " \\udb80\\udc00 \\ud800 \\u00ad\"}\n");
    try (JsonParser parser = new JsonFactory().createParser(escaped)) {
      parser.nextToken();
      assertThat(parser.nextFieldName()).isEqualTo("name");
      assertThat(parser.nextTextValue()).isEqualTo(HARMFUL);
    }
  }
}
