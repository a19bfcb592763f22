package dev.skein.it.contract.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ways to do things wrong. */
final class Faults {
  private Faults() {}

  /** Does not see some lines. */
  static Fault unseen(Predicate<HeaderLine> lines) {
    return received(all -> all.stream().filter(lines.negate()).toList());
  }

  /** Makes something else of what was received. */
  static Fault received(UnaryOperator<List<HeaderLine>> change) {
    return new Fault() {
      @Override
      public List<HeaderLine> received(List<HeaderLine> lines) {
        return change.apply(lines);
      }
    };
  }

  /** Takes each value of a header for another, or for nothing. */
  static Fault readAs(String name, Function<String, @Nullable String> change) {
    return received(lines -> withValues(lines, name, change));
  }

  /** Makes something else of what is to be sent, perhaps with what was received. */
  static Fault sent(BinaryOperator<List<HeaderLine>> change) {
    return new Fault() {
      @Override
      public List<HeaderLine> sent(List<HeaderLine> received, List<HeaderLine> lines) {
        return change.apply(received, lines);
      }
    };
  }

  /** Sends another value of a header, or none. */
  static Fault writtenAs(String name, Function<String, @Nullable String> change) {
    return sent((received, lines) -> withValues(lines, name, change));
  }

  /** Sends other fields of the traceparent, of which there are four. */
  static Fault fields(Function<String[], String[]> change) {
    return writtenAs("traceparent", value -> String.join("-", change.apply(value.split("-", -1))));
  }

  /** Sends other flags. */
  static Fault flags(UnaryOperator<Integer> change) {
    return fields(
        fields -> {
          int flags = change.apply(Integer.parseInt(fields[3], 16));
          fields[3] = String.format("%02x", flags);
          return fields;
        });
  }

  /**
   * Makes another list of the members of a header, when there are any before or after that.
   *
   * @param change is given the members received, in their order, and those that would be sent
   */
  static Fault members(String name, BinaryOperator<List<String>> change) {
    return sent(
        (received, lines) -> {
          List<String> members = change.apply(members(received, name), members(lines, name));
          List<HeaderLine> others = new ArrayList<>(lines);
          others.removeIf(line -> line.is(name));
          if (!members.isEmpty()) {
            others.add(new HeaderLine(name, String.join(",", members)));
          }
          return others;
        });
  }

  /** Reads only some members of a header. */
  static Fault unread(String name, Predicate<String> member) {
    return readAs(
        name,
        value ->
            Arrays.stream(value.split(",", -1))
                .filter(each -> !member.test(each))
                .collect(Collectors.joining(",")));
  }

  /** Reads nothing of a header when something is in it. */
  static Fault refused(String name, Predicate<String> value) {
    return readAs(name, each -> value.test(each) ? null : each);
  }

  static List<String> members(List<HeaderLine> lines, String name) {
    return new Call(lines).members(name);
  }

  static @Nullable String first(List<HeaderLine> lines, String name) {
    List<String> values = HeaderLine.values(lines, name);
    return values.isEmpty() ? null : values.get(0);
  }

  private static List<HeaderLine> withValues(
      List<HeaderLine> lines, String name, Function<String, @Nullable String> change) {
    List<HeaderLine> changed = new ArrayList<>();
    for (HeaderLine line : lines) {
      String value = line.is(name) ? change.apply(line.value()) : line.raw();
      if (value != null) {
        changed.add(new HeaderLine(line.name(), value));
      }
    }
    return changed;
  }
}
