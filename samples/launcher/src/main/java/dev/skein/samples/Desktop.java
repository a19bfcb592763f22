package dev.skein.samples;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The desktop that the user sits at, if there is one. */
final class Desktop {
  private Desktop() {}

  /** Shows a page in the user's browser, where there is a desktop; says whether it could. */
  static boolean browse(URI page) {
    List<String> command =
        browser(System.getProperty("os.name").toLowerCase(Locale.ROOT), System.getenv(), page);
    if (command.isEmpty()) {
      return false;
    }
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false; // no such program: the page's URL has been printed
    }
  }

  /** The command that opens a page; none where nobody would see it. */
  static List<String> browser(String system, Map<String, String> environment, URI page) {
    if (system.startsWith("windows")) {
      // the first argument in quotes would be the window's title
      return List.of("cmd", "/c", "start", "\"\"", page.toString());
    }
    if (system.startsWith("mac")) {
      return List.of("open", page.toString());
    }
    boolean desktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop ? List.of("xdg-open", page.toString()) : List.of();
  }
}
