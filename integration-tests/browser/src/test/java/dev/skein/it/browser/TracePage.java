package dev.skein.it.browser;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.openqa.selenium.By;

/** The trace view, as a person reads it. */
final class TracePage {
  /** What one row says; a piece of time is "from-to" in percent of the time that is shown. */
  private static final String ROWS =
      """
      const view = document.querySelector('skein-app').shadowRoot.querySelector('skein-trace-view');
      const waterfall = view?.shadowRoot.querySelector('skein-trace-waterfall');
      const rounded = (number) => Math.round(number * 10) / 10;
      const pieces = (row, css) => [...row.querySelectorAll(css)].map(({style}) => {
        const from = parseFloat(style.left);
        return `${rounded(from)}-${rounded(from + parseFloat(style.width))}`;
      }).join(' ');
      const window = waterfall?.shadowRoot.querySelector('.scroller')?.getBoundingClientRect();
      const isSeen = ({top, bottom}) => bottom > window.top && top < window.bottom;
      const text = (row, css) => row.querySelector(css)?.innerText.trim() ?? '';
      return [...(waterfall?.shadowRoot.querySelectorAll('.row') ?? [])].map((row) => ({
        name: text(row, '.name'),
        service: text(row, '.service'),
        level: row.ariaLevel,
        number: row.getAttribute('aria-rowindex'),
        expanded: row.ariaExpanded ?? '',
        count: text(row, '.count'),
        kind: row.querySelector('.kind').ariaLabel.split(':')[0],
        bar: pieces(row, '.bar'),
        self: pieces(row, '.self'),
        critical: pieces(row, '.critical'),
        events: pieces(row, '.event').split(' ').map((piece) => piece.split('-')[0]).join(' '),
        label: text(row, '.label').replaceAll(/\\s+/g, ' '),
        flags: [...row.querySelectorAll('.flag')].map((flag) => flag.ariaLabel).join(', '),
        marks: [...row.classList].filter((name) => name !== 'row').join(' '),
        selected: row.ariaSelected,
        seen: String(isSeen(row.getBoundingClientRect())),
      }));
      """;

  private final Browser browser;
  private final ViewerUnderTest viewer;

  TracePage(Browser browser, ViewerUnderTest viewer) {
    this.browser = browser;
    this.viewer = viewer;
  }

  /** Opens a trace and waits for its rows. */
  void open(TestTrace trace) {
    open(trace, "");
  }

  /** Opens a trace at an address with that query. */
  void open(TestTrace trace, String query) {
    browser.open(viewer.uri("/trace/" + trace.id() + query));
    browser.one("skein-trace-waterfall >>> .row");
  }

  /** The rows that have elements, from top to bottom. */
  List<Row> rows() {
    List<Map<String, String>> rows = browser.script(ROWS);
    return rows.stream().map(Row::new).toList();
  }

  /** The names of the rows. */
  List<String> names() {
    return rows().stream().map(Row::name).toList();
  }

  /** The numbers of the rows that are not scrolled away, at least in part. */
  List<String> seen() {
    return rows().stream()
        .filter(row -> row.of("seen").equals("true"))
        .map(row -> row.of("number"))
        .toList();
  }

  /** The row of a span with a name that only one has. */
  Row row(String name) {
    return one(row -> row.name().equals(name), "named " + name);
  }

  /** The row that is selected. */
  Row selected() {
    return one(row -> row.of("selected").equals("true"), "that is selected");
  }

  private Row one(Predicate<Row> which, String what) {
    List<Row> found = rows().stream().filter(which).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " rows " + what + " in " + names());
    }
    return found.get(0);
  }

  /** Clicks on the row of a span. */
  void choose(String name) {
    browser
        .await(
            "a row " + name,
            () ->
                browser.all("skein-trace-waterfall >>> .row .name").stream()
                    .filter(element -> element.getText().equals(name))
                    .findFirst()
                    .orElse(null))
        .click();
    browser.one("skein-span-details >>> h2");
  }

  /** Opens or closes what is below a span. */
  void fold(String name) {
    browser.all("skein-trace-waterfall >>> .row:has(.fold)").stream()
        .filter(element -> element.getText().lines().findFirst().orElse("").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row to fold named " + name))
        .findElement(By.cssSelector(".fold"))
        .click();
  }

  /** What the address says after its path. */
  String query() {
    String address = browser.driver().getCurrentUrl();
    int mark = address == null ? -1 : address.indexOf('?');
    return address == null || mark < 0 ? "" : address.substring(mark + 1);
  }

  /** A row of the waterfall. */
  record Row(Map<String, String> parts) {
    String of(String part) {
      return parts.getOrDefault(part, "");
    }

    String name() {
      return of("name");
    }

    /** Name, service and kind, indented by level. */
    String outline() {
      return "  ".repeat(Integer.parseInt(of("level")) - 1)
          + String.join(" ", of("service"), of("kind"), name());
    }

    /** Where its bar, its self time and its part of the critical path are. */
    String drawn() {
      return "bar %s, self %s, critical %s".formatted(of("bar"), of("self"), of("critical"));
    }
  }
}
