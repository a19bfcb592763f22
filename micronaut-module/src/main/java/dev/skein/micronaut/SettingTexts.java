package dev.skein.micronaut;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group of settings as the application's configuration has them: text, by their full names. */
class SettingTexts {
  private final String prefix;
  private final Map<String, String> texts = new HashMap<>();

  SettingTexts(String prefix) {
    this.prefix = prefix;
  }

  /** The text of a setting; null when the application's configuration does not have it here. */
  @Nullable String text(String name) {
    return texts.get(name);
  }

  final void put(String name, @Nullable String text) {
    if (text != null) {
      texts.put(prefix + name, text);
    }
  }

  final void put(String name, @Nullable List<String> list) {
    if (list != null) {
      texts.put(prefix + name, String.join(",", list));
    }
  }
}
