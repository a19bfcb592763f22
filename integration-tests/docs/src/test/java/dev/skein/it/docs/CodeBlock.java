package dev.skein.it.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fenced block of a Markdown file.
 *
 * @param line where it begins
 * @param language what stands behind the fence
 * @param source the file named in the comment {@code <!-- from FILE -->} on the line before
 * @param content the lines between the fences
 */
record CodeBlock(int line, String language, Optional<String> source, List<String> content) {
  private static final String FENCE = "```";
  private static final String SOURCE = "<!-- from ";

  static List<CodeBlock> in(List<String> markdown) {
    List<CodeBlock> blocks = new ArrayList<>();
    for (int i = 0; i < markdown.size(); i++) {
      if (markdown.get(i).startsWith(FENCE)) {
        int start = i;
        List<String> content = new ArrayList<>();
        for (i++; !markdown.get(i).startsWith(FENCE); i++) {
          content.add(markdown.get(i));
        }
        String before = start == 0 ? "" : markdown.get(start - 1);
        Optional<String> source =
            before.startsWith(SOURCE)
                ? Optional.of(before.substring(SOURCE.length(), before.indexOf(" -->")))
                : Optional.empty();
        blocks.add(
            new CodeBlock(
                start + 1, markdown.get(start).substring(FENCE.length()), source, content));
      }
    }
    return blocks;
  }

  /** Whether the content stands in a text, line after line, however far it is indented there. */
  boolean standsIn(List<String> text) {
    List<String> wanted = trimmed(content);
    List<String> found = trimmed(text);
    for (int i = 0; i + wanted.size() <= found.size(); i++) {
      if (found.subList(i, i + wanted.size()).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> trimmed(List<String> lines) {
    return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
