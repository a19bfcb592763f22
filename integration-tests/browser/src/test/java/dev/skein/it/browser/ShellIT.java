package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The frame around the views. */
class ShellIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.emptied();
  @RegisterExtension static final Browser BROWSER = new Browser();

  @Test
  void helpDialog_listsTheKeysThatAreBound() {
    BROWSER.open(VIEWER.uri());
    BROWSER.one("skein-traces-view");

    BROWSER.press("?");

    assertThat(BROWSER.one("dialog[open]").getText()).contains("Go to the service map");
  }
}
