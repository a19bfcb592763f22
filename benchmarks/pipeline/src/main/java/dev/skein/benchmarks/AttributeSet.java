package dev.skein.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Attributes with texts of 20 chars for values, with their keys in the form that each subject keeps
 * in constants. Immutable and thread-safe.
 */
public final class AttributeSet {
  final List<String> names;
  final List<String> values;
  final List<dev.skein.AttributeKey<String>> skeinKeys = new ArrayList<>();
  final List<AttributeKey<String>> openTelemetryKeys = new ArrayList<>();

  private AttributeSet(List<String> names, List<String> values) {
    this.names = names;
    this.values = values;
    for (String name : names) {
      skeinKeys.add(dev.skein.AttributeKey.stringKey(name));
      openTelemetryKeys.add(AttributeKey.stringKey(name));
    }
  }

  /** So many attributes. */
  public static AttributeSet of(int count) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("application.attribute." + i);
      values.add("value-of-attribute-" + (char) ('a' + i % 26));
    }
    return new AttributeSet(names, values);
  }

  /** How many there are. */
  public int size() {
    return names.size();
  }
}
