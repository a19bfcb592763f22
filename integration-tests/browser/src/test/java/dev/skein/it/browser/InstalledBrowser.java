package dev.skein.it.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The browser and its driver as the machine has them; nothing is ever downloaded.
 *
 * @param browser the browser's program
 * @param driver the program that speaks WebDriver
 */
record InstalledBrowser(Path browser, Path driver) {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  static InstalledBrowser find() {
    return new InstalledBrowser(program(BROWSERS), program(List.of("chromedriver")));
  }

  private static Path program(List<String> names) {
    List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "None of "
                        + names
                        + " is on the PATH. Debian: apt-get install chromium chromium-driver"));
  }
}
