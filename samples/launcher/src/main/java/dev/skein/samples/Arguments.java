package dev.skein.samples;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code ./samples/run}.
 *
 * @param once whether to stop after the purchases
 * @param browser whether a browser may be opened
 * @param endpoint where the services send their spans; null for the launcher's own viewer
 */
record Arguments(boolean once, boolean browser, @Nullable URI endpoint) {
  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static Arguments parse(String... args) {
    boolean once = false;
    boolean browser = true;
    URI endpoint = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--once" -> once = true;
        case "--no-browser" -> browser = false;
        case "--endpoint" -> {
          if (++i == args.length) {
            throw new IllegalArgumentException("--endpoint needs a URL");
          }
          endpoint = endpoint(args[i]);
        }
        default -> throw new IllegalArgumentException("No such option: " + args[i]);
      }
    }
    return new Arguments(once, browser, endpoint);
  }

  private static URI endpoint(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--endpoint is not a URL: " + text, e);
    }
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException(
          "--endpoint has to begin with http:// or https://: " + text);
    }
    return uri;
  }
}
