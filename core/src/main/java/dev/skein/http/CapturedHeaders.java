package dev.skein.http;

import dev.skein.AttributeKey;
import dev.skein.Span;
import dev.skein.internal.Nullable;
import dev.skein.internal.Printable;
import dev.skein.internal.SecretText;
import dev.skein.internal.Strings;
import dev.skein.propagation.Getter;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers that are recorded because somebody asked for them by name: {@code
 * http.request.header.NAME} and {@code http.response.header.NAME}, each a list of the header's
 * lines. Immutable; nothing is asked for when there are none.
 *
 * <p>What others send is cut, has its control characters replaced, and the secrets that URLs and
 * such carry taken out. Headers that are secrets themselves are never recorded.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/">Semantic
 *     conventions, HTTP attributes</a>
 */
final class CapturedHeaders {
  private static final int MAX_LINES = 16;

  /** Of all lines of one header together, in chars. */
  private static final int MAX_LENGTH = 4096;

  private final String[] names;
  private final List<AttributeKey<List<String>>> keys = new ArrayList<>();

  private CapturedHeaders(String prefix, List<String> names) {
    this.names =
        names.stream().filter(name -> !SecretText.isSecretHeader(name)).toArray(String[]::new);
    for (String name : this.names) {
      keys.add(AttributeKey.stringArrayKey(prefix.concat(name)));
    }
  }

  /** Headers of requests, by their names in lower case. */
  static CapturedHeaders ofRequests(List<String> names) {
    return new CapturedHeaders("http.request.header.", names);
  }

  /** Headers of responses, by their names in lower case. */
  static CapturedHeaders ofResponses(List<String> names) {
    return new CapturedHeaders("http.response.header.", names);
  }

  /** Sets the attributes of those headers that are there. Never throws. */
  <C> void record(Span span, C carrier, Getter<C> getter, Redactor redactor) {
    if (names.length == 0 || !span.isRecording()) {
      return;
    }
    for (int i = 0; i < names.length; i++) {
      span.setAttribute(keys.get(i), lines(names[i], carrier, getter, redactor));
    }
  }

  /** The value of one of the attributes; null when it is none of them, or not there. */
  <C> @Nullable List<String> get(
      AttributeKey<?> key, C carrier, Getter<C> getter, Redactor redactor) {
    int index = names.length == 0 ? -1 : keys.indexOf(key);
    return index < 0 ? null : lines(names[index], carrier, getter, redactor);
  }

  @SuppressWarnings("NullAway") // an adapter without null checks may well answer null
  private static <C> @Nullable List<String> lines(
      String name, C carrier, Getter<C> getter, Redactor redactor) {
    try {
      List<String> lines = getter.getAll(carrier, name);
      if (lines == null || lines.isEmpty()) {
        return null;
      }
      List<String> safe = new ArrayList<>(1);
      int room = MAX_LENGTH;
      for (int i = 0; i < lines.size() && i < MAX_LINES && room > 0; i++) {
        String line = lines.get(i);
        if (line != null) {
          String text = Strings.truncate(redactor.text(line, room), room);
          safe.add(Printable.clean(text));
          room -= text.length();
        }
      }
      return safe.isEmpty() ? null : safe;
    } catch (Throwable e) {
      HttpSpan.report("Reading a header that is recorded", e);
      return null;
    }
  }
}
