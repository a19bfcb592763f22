package dev.skein.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Three commands.
 *
 * <pre>
 * stamp RESULTS SUITE FORM COMMIT   says in RESULTS/SUITE.jsonl what the suite ran on, and when
 * write RESULTS DOCS                writes the page; suites that did not run keep their older figures
 * verify RESULTS SUITE...           fails when one of the suites has measured nothing
 * </pre>
 */
public final class Main {
  private Main() {}

  /** Does what the first argument says. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 5 && arguments[0].equals("stamp")) {
      stamp(Path.of(arguments[1]), arguments[2], arguments[3], arguments[4]);
    } else if (arguments.length == 3 && arguments[0].equals("write")) {
      write(Path.of(arguments[1]), Path.of(arguments[2]));
    } else if (arguments.length > 2 && arguments[0].equals("verify")) {
      Verification.of(
          Results.readAll(Path.of(arguments[1])),
          Arrays.asList(arguments).subList(2, arguments.length));
    } else {
      throw new IllegalArgumentException(
          "stamp RESULTS SUITE FORM COMMIT, write RESULTS DOCS, or verify RESULTS SUITE...");
    }
  }

  private static void stamp(Path folder, String suite, String form, String commit)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>(Machine.describe());
    texts.put("form", form);
    texts.put("commit", commit);
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    texts.forEach(
        (metric, value) -> {
          ObjectNode line = json.createObjectNode();
          line.put("suite", suite).put("case", "environment").put("subject", "run");
          line.put("metric", metric).put("value", value).put("unit", "").putObject("params");
          lines.append(line).append('\n');
        });
    Files.writeString(
        folder.resolve(suite + ".jsonl"),
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void write(Path folder, Path docs) throws IOException {
    Path raw = docs.resolve(Page.RAW);
    Results results = Results.readAll(folder).over(Results.read(raw));
    results.write(raw);
    for (Map.Entry<String, String> file : Documents.of(results).entrySet()) {
      Files.writeString(docs.resolve(file.getKey()), file.getValue());
    }
  }
}
