package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/viewer-api.md says is what the server does: its commands are sent, one by one. */
class ApiPageTest {
  private static final Path PAGE = Path.of("..", "docs", "viewer-api.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern ROUTE =
      Pattern.compile("^\\| `([A-Z]+ /\\S+)` \\|", Pattern.MULTILINE);
  private static final Pattern PARAMETER = Pattern.compile("`(\\w+)`");

  /** Their fields are named by spans. */
  private static final Set<String> FREE = Set.of("attributes", "resources[]");

  @TempDir Path folder;

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void commands_areAnsweredAsThePageSays() throws Exception {
    int compared = 0;
    try (TestServer server = TestServer.start()) {
      HttpResponse<String> last = null;
      Matcher block = BLOCK.matcher(page());
      while (block.find()) {
        if (block.group(1).equals("sh")) {
          for (List<String> command : CurlCommand.commands(block.group(2))) {
            last = CurlCommand.run(command, server, folder);
            assertThat(last.statusCode())
                .as(command.toString())
                .isEqualTo(command.toString().contains("limit=many") ? 400 : 200);
          }
        } else if (block.group(1).equals("json")) {
          assertThat(paths(JsonTree.object(last.body())))
              .as(block.group(2))
              .isEqualTo(paths(JsonTree.object(block.group(2))));
          compared++;
        }
      }
      assertThat(server.store().stats().spans()).as("after the last command").isZero();
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void liveTail_isAsThePageSays() throws Exception {
    String console =
        BLOCK
            .matcher(page())
            .results()
            .filter(block -> block.group(1).equals("console"))
            .findFirst()
            .orElseThrow()
            .group(2);
    String command = console.substring("$ ".length(), console.indexOf('\n'));
    List<String> words = CurlCommand.commands(command).get(0);
    try (TestServer server = TestServer.start();
        EventStream live = new EventStream(server, CurlCommand.path(words))) {
      assertThat(console).contains("event: stats\n", "event: traces\n");
      assertThat(live.next("stats")).containsKeys("traces", "spans");
      server.add(TestSpans.of("shop").span(1, 1, 0, "GET /", TestSpans.failed("no")));
      assertThat(live.next("traces")).containsOnlyKeys("traces", "skipped");
    }
  }

  @Test
  void exportOfTheCommands_isAFile() throws Exception {
    try (TestServer server = TestServer.start()) {
      server.add(TestSpans.of("shop").root(1, "GET /"));
      List<String> command =
          CurlCommand.commands("curl -s -o target/x.json http://localhost:4318/api/export").get(0);

      CurlCommand.run(command, server, folder);

      assertThat(folder.resolve("x.json")).content().startsWith("{\"resourceSpans\":[");
    }
  }

  @Test
  void routes_areThoseThatAreAnswered() throws Exception {
    Vertx vertx = Vertx.vertx();
    Answers answers = new Answers(vertx);
    Workers workers = new Workers();
    Routes routes = new Routes(vertx, answers, new QueryHandler(vertx, workers, answers));
    try (TestServer server = TestServer.start()) {
      routes.ingest(
          new Ingest(
              vertx, Limits.of(1, 1), server.store(), workers, answers, new ReceivedCounts()));
      LiveTail live = new LiveTail(vertx, server.store(), workers, () -> Json.error(""));
      routes.api(new Api(server.store()), live, () -> Answer.json(Json.error("")));

      assertThat(found(ROUTE, page())).isEqualTo(routes.answered());
    } finally {
      Listeners.await(vertx.close());
    }
  }

  @Test
  void parameters_areThoseOfASearch() throws Exception {
    String page = page();
    int start = page.indexOf("| parameter | finds traces |");
    String table = page.substring(start, page.indexOf("\n\n", start));
    Set<String> documented = new TreeSet<>();
    for (String line : table.split("\n", -1)) {
      if (line.startsWith("| `")) {
        documented.addAll(found(PARAMETER, line.substring(0, line.indexOf(" | "))));
      }
    }

    Set<String> known = new TreeSet<>(Parameters.SEARCH);
    known.addAll(Set.of("limit", "before"));
    assertThat(documented).isEqualTo(known);
  }

  /** Where there is what, whatever it is; elements of a list are taken together. */
  private static Set<String> paths(Map<String, Object> object) {
    Set<String> paths = new TreeSet<>();
    collect("", object, paths);
    return paths;
  }

  private static void collect(String path, Object value, Set<String> paths) {
    paths.add(path);
    String last = path.substring(path.lastIndexOf('.') + 1);
    if (FREE.contains(last)) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, field) -> collect(path + "." + name, field, paths));
    } else if (value instanceof List<?> list) {
      for (Object element : new ArrayList<>(new HashSet<>(list))) {
        collect(path + "[]", element, paths);
      }
    }
  }
}
