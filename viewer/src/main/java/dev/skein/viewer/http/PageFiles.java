package dev.skein.viewer.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The page's files and the libraries that it loads, from the class path and kept in memory: there
 * are few, and they are small. Thread-safe.
 */
final class PageFiles {
  private static final String PAGE = "dev/skein/viewer/page/";
  private static final String LIBRARIES = "META-INF/resources/_static/";
  private static final String INDEX = PAGE + "index.html";

  /** What has another ending is no file of the page; nor is a folder. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "webmanifest", "application/manifest+json");

  private final ClassLoader loader = PageFiles.class.getClassLoader();
  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  /** The page itself. */
  PageFile index() {
    PageFile index = load(INDEX);
    if (index == null) {
      throw new IllegalStateException(INDEX + " is not on the class path");
    }
    return index;
  }

  /** A file of the page by what follows {@code /page/}; null if there is none. */
  @Nullable PageFile page(String path) {
    return isPlain(path) ? load(PAGE + path) : null;
  }

  /** A file of a library by what follows {@code /_static/}; null if there is none. */
  @Nullable PageFile library(String path) {
    return isPlain(path) ? load(LIBRARIES + path) : null;
  }

  /** Names and folders only, so that a path leads nowhere else. */
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean word =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      boolean between = (c == '/' || c == '.') && i > 0 && isWordEnd(path.charAt(i - 1));
      if (!word && !between) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordEnd(char c) {
    return c != '/' && c != '.';
  }

  private @Nullable PageFile load(String resource) {
    PageFile known = files.get(resource);
    if (known != null) {
      return known;
    }
    String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
    if (type == null) {
      return null;
    }
    try (InputStream in = loader.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      PageFile file = PageFile.of(type, in.readAllBytes());
      files.put(resource, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
