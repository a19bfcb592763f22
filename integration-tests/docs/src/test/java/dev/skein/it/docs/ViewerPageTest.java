package dev.skein.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.analysis.Hint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The viewer's commands in docs/viewer.md and README.md are run, its search texts asked for, and
 * its keys and options are those that there are. Viewers get a port of their own.
 */
@Timeout(600)
class ViewerPageTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final String PAGE = "docs/viewer.md";
  private static final Path SCRIPTS =
      ROOT.resolve("viewer/src/main/resources/dev/skein/viewer/page");
  private static final Pattern URL = Pattern.compile("http://localhost:\\d+");
  private static final Pattern KEY =
      Pattern.compile("\\{key: ('[^']+'|\\[[^]]*'\\]), help: '([^']+)'");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
  private static final List<String> OWN_PORT = List.of("--port", "0", "--zipkin-port", "none");

  private static final Map<String, String> PRINTED =
      Map.of(" ", "Space", "ArrowUp", "↑", "ArrowDown", "↓", "ArrowLeft", "←", "ArrowRight", "→");

  @TempDir static Path data;

  private static ViewerCommand viewer;
  private static String url;

  @BeforeAll
  static void startWithThePurchase() throws Exception {
    viewer = start(List.of("integration-tests/docs/src/test/resources/purchase.json"));
    url = awaitUrl(viewer);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    viewer.close();
  }

  private static ViewerCommand start(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.replaceAll(argument -> argument.equals("target/traces") ? data.toString() : argument);
    all.addAll(OWN_PORT);
    return ViewerCommand.start(ROOT, all);
  }

  private static String awaitUrl(ViewerCommand command) throws InterruptedException {
    String line = command.awaitLine();
    Matcher found = URL.matcher(line);
    assertThat(line).startsWith("Skein Viewer: ");
    assertThat(found.find()).isTrue();
    return found.group();
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file));
  }

  private static Stream<String> commands() throws IOException {
    return Stream.of(PAGE, "README.md")
        .flatMap(ViewerPageTest::blocks)
        .filter(block -> block.language().equals("bash"))
        .flatMap(block -> block.content().stream());
  }

  private static Stream<CodeBlock> blocks(String file) {
    try {
      return CodeBlock.in(lines(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> starts() throws IOException {
    return commands().filter(command -> !isClient(command)).distinct();
  }

  static Stream<String> clients() throws IOException {
    return commands().filter(ViewerPageTest::isClient).distinct();
  }

  private static boolean isClient(String command) {
    List<String> arguments = ViewerCommand.arguments(command);
    return !arguments.isEmpty() && Set.of("show", "tail").contains(arguments.get(0));
  }

  @ParameterizedTest
  @MethodSource("starts")
  void start_isReadyWhenItSaysSo(String command) throws Exception {
    try (ViewerCommand started = start(ViewerCommand.arguments(command))) {
      assertThat(get(URI.create(awaitUrl(started) + "/health")).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void client_printsWhatAViewerHas(String command) throws Exception {
    List<String> arguments = new ArrayList<>(ViewerCommand.arguments(command));
    arguments.addAll(List.of("--url", url));
    try (ViewerCommand client = ViewerCommand.start(ROOT, arguments)) {
      if (arguments.get(0).equals("tail")) {
        assertThat(client.awaitLine()).startsWith("Waiting for traces from " + url);
      } else {
        assertThat(client.awaitEnd()).isNotEmpty();
      }
    }
  }

  @Test
  void show_printsWhatThePagesShow() throws Exception {
    try (ViewerCommand show = ViewerCommand.start(ROOT, List.of("show", "latest", "--url", url))) {
      List<String> printed = show.awaitEnd().stream().map(String::stripTrailing).toList();

      assertThat(printed.get(0)).startsWith("trace ");
      for (String page : List.of(PAGE, "README.md")) {
        assertThat(blocks(page).map(CodeBlock::content)).as(page).contains(printed);
      }
    }
  }

  @Test
  void code_standsInAFileThatIsCompiledOrRun() throws IOException {
    List<CodeBlock> code =
        blocks(PAGE).filter(block -> Set.of("xml", "java").contains(block.language())).toList();

    assertThat(code).hasSize(2);
    for (CodeBlock block : code) {
      assertThat(block.standsIn(lines(block.source().orElseThrow())))
          .as("line %d", block.line())
          .isTrue();
    }
  }

  @Test
  void searchTexts_areUnderstood() throws Exception {
    List<String> texts = new ArrayList<>();
    int heading = lines(PAGE).indexOf("## Search");
    for (String line : lines(PAGE).subList(heading + 1, lines(PAGE).size())) {
      if (line.startsWith("## ")) {
        break;
      }
      if (line.startsWith("| `")) {
        Matcher code = Pattern.compile("`([^`]+)`").matcher(line.substring(0, line.indexOf(" | ")));
        while (code.find()) {
          texts.add(code.group(1));
        }
      }
    }

    assertThat(texts).hasSizeGreaterThan(10);
    for (String text : texts) {
      URI search =
          URI.create(url + "/api/traces?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
      assertThat(get(search).statusCode()).as(text).isEqualTo(200);
    }
  }

  @Test
  void keys_areThoseThatThePageBinds() throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> scripts = Files.walk(SCRIPTS)) {
      for (Path script : scripts.filter(file -> file.toString().endsWith(".js")).toList()) {
        Matcher key = KEY.matcher(Files.readString(script));
        while (key.find()) {
          rows.add("| %s | %s | %s |".formatted(view(script), keys(key.group(1)), key.group(2)));
        }
      }
    }

    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(lines(PAGE)).containsAll(rows);
    assertThat(lines(PAGE).stream().filter(line -> line.matches("\\| (\\w+) \\| `.+` \\| .+ \\|")))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  private static String view(Path script) {
    Path path = SCRIPTS.relativize(script);
    return path.startsWith("views") ? path.getName(1).toString() : "all";
  }

  /** Each key as it is printed on a keyboard. */
  private static String keys(String source) {
    List<String> keys = new ArrayList<>();
    Matcher key = Pattern.compile("'([^']+)'").matcher(source);
    while (key.find()) {
      keys.add("`" + PRINTED.getOrDefault(key.group(1), key.group(1)) + "`");
    }
    return String.join(" ", keys);
  }

  @Test
  void hints_areExplained() throws IOException {
    List<String> page = lines(PAGE);

    assertThat(Hint.Kind.values())
        .allMatch(
            kind -> page.stream().anyMatch(line -> line.startsWith("| `" + kind.id() + "` | ")));
  }

  @Test
  void options_areThoseThatHelpNames() throws Exception {
    String help;
    try (ViewerCommand command = ViewerCommand.start(ROOT, List.of("--help"))) {
      help = String.join("\n", command.awaitEnd());
    }
    Set<String> named = new TreeSet<>();
    Matcher option = Pattern.compile("--[a-z-]+(?==)").matcher(help);
    while (option.find()) {
      named.add(option.group());
    }

    assertThat(lines(PAGE).stream().filter(line -> line.startsWith("| `--")))
        .extracting(line -> line.substring(3, line.indexOf("` |")))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void links_leadToFilesThatExist() throws IOException {
    for (String line : lines(PAGE)) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        assertThat(ROOT.resolve("docs").resolve(link.group(1))).exists();
      }
    }
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
