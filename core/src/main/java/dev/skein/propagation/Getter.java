package dev.skein.propagation;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a received request or message. Implementations are thread-safe.
 *
 * <p>A lambda for {@link #getAll} will do. One that also overrides {@link #getOne} saves a list for
 * each header that is looked for, and most of those are absent.
 *
 * @param <C> what holds the headers
 */
@FunctionalInterface
public interface Getter<C> {
  /**
   * What {@link #getOne} returns in place of several lines. It is compared by its content: as a
   * value of a header that comes to us, it says as little as no header at all.
   */
  String SEVERAL = ",";

  /**
   * All lines of a header, unchanged and in the order received.
   *
   * @param name in lowercase; the look-up must ignore case
   * @return an empty list when there are none
   */
  List<String> getAll(C carrier, String name);

  /**
   * The names of all headers, in any case; a name may come twice. Asked by propagators that look
   * for a prefix only, as Jaeger's does.
   *
   * @return empty, by default, when the carrier cannot tell
   */
  default Collection<String> names(C carrier) {
    return List.of();
  }

  /**
   * The only line of a header, unchanged. Asked first; {@link #getAll} is asked after it when the
   * answer is {@link #SEVERAL} and the lines are wanted.
   *
   * <p>Never the first of several lines: two lines of {@code traceparent} void each other, and
   * those of {@code tracestate} and {@code baggage} are one list.
   *
   * @param name in lowercase; the look-up must ignore case
   * @return null when there is no line, {@link #SEVERAL} when there is more than one
   */
  default @Nullable String getOne(C carrier, String name) {
    List<String> lines = getAll(carrier, name);
    if (lines == null || lines.isEmpty()) {
      return null;
    }
    return lines.size() == 1 ? lines.get(0) : SEVERAL;
  }
}
