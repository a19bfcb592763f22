package dev.skein.testkit.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a framework cannot do as the contract wants it, and why. Immutable.
 *
 * <p>It has to happen exactly as declared: a case that holds after all is as much a failure as one
 * that fails in another way.
 */
public final class Deviation {
  /** In place of the value of a field that is missing. */
  public static final Object ABSENT = "absent";

  private final String reason;
  private final Map<String, Object> fields;
  private final List<String> cases;

  private Deviation(String reason, Map<String, ?> fields, List<String> cases) {
    this.reason = Objects.requireNonNull(reason, "reason");
    this.fields = Map.copyOf(fields);
    this.cases = List.copyOf(cases);
    if (reason.isBlank() || cases.isEmpty()) {
      throw new IllegalArgumentException("a deviation has a reason and concerns a case");
    }
  }

  /**
   * Some fields have other values.
   *
   * @param fields by their names in the failure message of the case; {@link #ABSENT} for what is
   *     missing. With fewer {@code spans}, the fields of those that are missing need not be named.
   * @param cases the names of cases, or of groups of cases
   */
  public static Deviation fields(String reason, Map<String, ?> fields, String... cases) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("no fields that differ");
    }
    return new Deviation(reason, fields, List.of(cases));
  }

  /**
   * The framework has no such thing. The cases have to fail, in whatever way; where that way is
   * known and the same each time, {@link #fields} says more.
   *
   * @param cases the names of cases, or of groups of cases
   */
  public static Deviation unsupported(String reason, String... cases) {
    return new Deviation(reason, Map.of(), List.of(cases));
  }

  /** Why that cannot be helped. */
  public String reason() {
    return reason;
  }

  /** The names of the cases, or of groups of cases. */
  public List<String> cases() {
    return cases;
  }

  /** The fields that differ; empty when the cases are not supported. */
  public Map<String, Object> fields() {
    return fields;
  }

  boolean isUnsupported() {
    return fields.isEmpty();
  }

  /**
   * Whether a case is meant: by its name, or by that of its group when it has one of the fields in
   * the undeclared way.
   */
  boolean concerns(String group, String name, Map<String, Object> expected) {
    return cases.contains(name)
        || (cases.contains(group) && (isUnsupported() || !applyTo(expected).equals(expected)));
  }

  /** The fields that are as declared anyway, though the case is meant by its name. */
  List<String> idleFields(String name, Map<String, Object> expected) {
    if (!cases.contains(name)) {
      return List.of();
    }
    return fields.entrySet().stream()
        .filter(field -> field.getValue().equals(expected.getOrDefault(field.getKey(), ABSENT)))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** What is expected instead. */
  Map<String, Object> applyTo(Map<String, Object> expected) {
    Map<String, Object> changed = new LinkedHashMap<>(expected);
    fields.forEach(
        (name, value) -> {
          if (value.equals(ABSENT)) {
            changed.remove(name);
          } else {
            changed.put(name, value);
          }
        });
    if (fields.get(Fields.SPANS) instanceof Integer spans) {
      changed.keySet().removeIf(name -> Fields.isOfSpanBeyond(spans, name));
    }
    return changed;
  }

  @Override
  public String toString() {
    return cases + (isUnsupported() ? " unsupported: " : " " + fields + ": ") + reason;
  }
}
