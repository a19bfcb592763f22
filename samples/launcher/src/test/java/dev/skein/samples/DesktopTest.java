package dev.skein.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesktopTest {
  private static final URI PAGE = URI.create("http://localhost:4318/trace/1");

  @Test
  void browser_isOpenedOnADesktop_asEachSystemDoes() {
    assertThat(Desktop.browser("linux", Map.of("DISPLAY", ":0"), PAGE))
        .containsExactly("xdg-open", PAGE.toString());
    assertThat(Desktop.browser("linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), PAGE))
        .containsExactly("xdg-open", PAGE.toString());
    assertThat(Desktop.browser("mac os x", Map.of(), PAGE))
        .containsExactly("open", PAGE.toString());
    assertThat(Desktop.browser("windows 11", Map.of(), PAGE))
        .startsWith("cmd", "/c", "start")
        .endsWith(PAGE.toString());
  }

  @Test
  void browser_isNotOpenedWhereThereIsNoDesktop() {
    assertThat(Desktop.browser("linux", Map.of("TERM", "xterm"), PAGE)).isEmpty();
  }
}
