package dev.skein.it.contract.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of the documentation that are written from results, by name. */
final class Pages {
  static final String DATA = "contract.tsv";

  private static final String LOAD = "Load";
  private static final String NOTES = "/conformance-notes.md";

  private static final String CONTRACT =
      """
      # The contract, adapter by adapter

      Every adapter is held to one contract, on every version of its framework: the same request gives the same span,
      whichever framework served or sent it. The cases are data of `skein-testkit` (`dev.skein.testkit.contract`); each
      column is a service in a process of its own, under a Turkish locale.

      ✓: the case holds, with its answer and every field of its span. A number: it does not, and the deviation of that
      number says why; it fails exactly as declared, and a deviation that no longer occurs fails the build. ·: there is no
      such case for the column.

      This file is written by the build from the results of its tests (`integration-tests/contract`), and so is its data,
      [contract.tsv](contract.tsv). How to hold an adapter of your own to the contract is in [adapters.md](adapters.md).
      """;

  private static final String CONFORMANCE =
      """
      # Conformance

      What W3C's [Trace Context Level 2](https://www.w3.org/TR/trace-context-2/) and
      [Baggage](https://www.w3.org/TR/baggage/) ask for with MUST and SHOULD, each as a test over HTTP against a running
      service of each framework: it is called, calls back, and what arrives is compared. ✓: it holds.

      This file is written by the build from the results of its tests (`integration-tests/contract`).
      """;

  private Pages() {}

  static Map<String, String> of(Results results) {
    Page contract = new Page(CONTRACT);
    Page conformance = new Page(CONFORMANCE);
    List<String> contracts = results.contracts();
    for (String name : contracts) {
      boolean isConformance = name.startsWith("W3C ") || name.equals(LOAD);
      (isConformance ? conformance : contract).contract(results, name);
    }
    conformance.append(notes());
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(DATA, results.lines());
    pages.put("contract.md", contract.toString());
    pages.put("conformance.md", conformance.toString());
    return pages;
  }

  /** What no test can show, written by people. */
  private static String notes() {
    try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(NOTES))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
