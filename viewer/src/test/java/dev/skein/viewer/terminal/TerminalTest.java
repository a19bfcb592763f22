package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static boolean coloured(boolean isTerminal, Map<String, String> environment) {
    return new Terminal(System.out, System.err, isTerminal, environment).coloured();
  }

  @Test
  void colours_areForTerminalsThatShowThem() {
    assertThat(coloured(true, Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(coloured(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(coloured(false, Map.of("TERM", "xterm-256color"))).isFalse();
  }

  @Test
  void noColor_isHonouredUnlessItIsEmpty() {
    assertThat(coloured(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(coloured(true, Map.of("NO_COLOR", ""))).isTrue();
  }

  @Test
  void width_isThatOfTheTerminal_orWhateverItTakes() {
    assertThat(Terminal.columns("24 132\n")).isEqualTo(132);
    assertThat(Terminal.columns("0 0\n")).isEqualTo(Integer.MAX_VALUE);
    assertThat(Terminal.columns("")).isEqualTo(Integer.MAX_VALUE);
    assertThat(new Terminal(System.out, System.err, false, Map.of()).columns())
        .isEqualTo(Integer.MAX_VALUE);
  }
}
