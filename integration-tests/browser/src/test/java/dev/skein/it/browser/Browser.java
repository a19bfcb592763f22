package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser for the tests of one class, registered as an extension. Each test begins with a
 * desktop's window, a light theme and empty storage, and fails when the page wrote an error to the
 * console or asked another host for anything (such requests find no address, which is an error).
 */
final class Browser
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  static final int DESKTOP = 1280;
  static final int PHONE = 390;

  /** For what happens in the end, however slow the machine is. */
  static final Duration LONG = Duration.ofMinutes(2);

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final int HEIGHT = 900;
  private static final int PHONE_HEIGHT = 844;

  /**
   * All matches in the document and the shadow roots below it, in the order of the document; what
   * is left of {@code >>>} is where to look for the rest.
   */
  private static final String FIND =
      """
      const find = (root, css, found) => {
        for (const node of root.querySelectorAll('*')) {
          if (node.matches(css)) found.push(node);
          if (node.shadowRoot) find(node.shadowRoot, css, found);
        }
        return found;
      };
      let found = [document];
      for (const css of arguments[0].split('>>>')) {
        found = [...new Set(found.flatMap(
            (node) => find(node, css, node.shadowRoot ? find(node.shadowRoot, css, []) : [])))];
      }
      """;

  private static final String FIND_ELEMENTS = FIND + "return found;";
  private static final String FIND_TEXTS =
      FIND + "return found.map((node) => node.innerText.trim());";

  /** WebDriver does without the further protocol that it looks for. */
  private static final Logger NOISE = Logger.getLogger("org.openqa.selenium");

  private final List<String> expectedErrors = new ArrayList<>();
  private @Nullable Path profile;
  private @Nullable ChromeDriver driver;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    NOISE.setLevel(Level.SEVERE);
    InstalledBrowser installed = InstalledBrowser.find();
    profile = Files.createTempDirectory("skein-browser");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(installed.browser().toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--lang=en-US",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // how long the driver waits for the browser, in milliseconds; the usual minute is not for all
    options.setExperimentalOption("browserStartupTimeout", LONG.toMillis());
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads().toString()));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(installed.driver().toFile())
            .usingAnyFreePort()
            .withTimeout(LONG)
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(LONG);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    expectedErrors.clear();
    width(DESKTOP);
    systemTheme("light");
    // where the test before has left it, it may be on something
    new Actions(driver()).moveToLocation(1, 1).perform();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (context.getExecutionException().isPresent()) {
      screenshot("failed-" + context.getRequiredTestMethod().getName());
    }
    assertThat(console())
        .as("errors in the browser's console")
        .filteredOn(line -> expectedErrors.stream().noneMatch(line::contains))
        .isEmpty();
    // what a page does when it is left is part of the next test's console
    script("if (location.protocol === 'http:') { localStorage.clear(); sessionStorage.clear(); }");
    driver().get("about:blank");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (driver != null) {
      driver.quit();
    }
    if (profile != null) {
      Folders.delete(profile);
    }
  }

  ChromeDriver driver() {
    if (driver == null) {
      throw new IllegalStateException("not registered as a static extension");
    }
    return driver;
  }

  /** Where the browser puts what is downloaded. */
  Path downloads() {
    if (profile == null) {
      throw new IllegalStateException("not registered as a static extension");
    }
    return profile.resolve("downloads");
  }

  private List<String> console() {
    return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Lines of the console with this text are no failure of this test; for answers of 4xx. */
  void expectConsole(String part) {
    expectedErrors.add(part);
  }

  /** Loads an address. */
  void open(URI uri) {
    driver().get(uri.toString());
  }

  /** Sets the window's width in CSS pixels; a phone's is one with a touch screen. */
  void width(int width) {
    boolean phone = width <= PHONE;
    driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of(
                "width",
                width,
                "height",
                phone ? PHONE_HEIGHT : HEIGHT,
                "deviceScaleFactor",
                1,
                "mobile",
                phone));
  }

  /** What the system says about colours: "light" or "dark". */
  void systemTheme(String theme) {
    driver()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
  }

  /** Runs a script in the page and gives what it returns. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows
  <T> T script(String script, Object... arguments) {
    return (T) driver().executeScript(script, arguments);
  }

  /**
   * All that a CSS selector finds, in shadow roots as well. A selector is matched within one root;
   * {@code skein-app >>> .row >>> a} looks for rows anywhere below skein-app, then for links
   * anywhere below those.
   */
  List<WebElement> all(String css) {
    return script(FIND_ELEMENTS, css);
  }

  /** The texts that are seen of all that a selector finds. */
  List<String> texts(String css) {
    return script(FIND_TEXTS, css);
  }

  /** The first that a selector finds and that is seen, as soon as there is one. */
  WebElement one(String css) {
    return await(
        "an element " + css,
        () -> all(css).stream().filter(WebElement::isDisplayed).findFirst().orElse(null));
  }

  /** Clicks on what a selector finds, as soon as it can be. */
  void click(String css) {
    one(css).click();
  }

  /** Types keys to whatever has the focus. */
  void press(CharSequence... keys) {
    new Actions(driver()).sendKeys(keys).perform();
  }

  /** Waits until an answer is there: neither null nor false. */
  <T> T await(String what, Question<T> question) {
    return await(LONG, what, question);
  }

  /** Waits that long at most until an answer is there: neither null nor false. */
  <T> T await(Duration longest, String what, Question<T> question) {
    return new WebDriverWait(driver(), longest, OFTEN)
        .withMessage(() -> "waited for " + what + " at " + driver().getCurrentUrl())
        .ignoring(StaleElementReferenceException.class)
        .until(ignored -> question.ask());
  }

  /** Waits until assertions hold; what failed last is what fails the test. */
  void awaitAsserted(Runnable assertions) {
    AssertionError[] last = {null};
    try {
      await(
          "assertions",
          () -> {
            try {
              assertions.run();
              return true;
            } catch (AssertionError e) {
              last[0] = e;
              return false;
            }
          });
    } catch (TimeoutException e) {
      if (last[0] == null) {
        throw e;
      }
      throw last[0];
    }
  }

  /** Writes what is seen to a file of the build. */
  Path screenshot(String name) throws IOException {
    Path folder = Path.of(System.getProperty("screenshots"));
    Files.createDirectories(folder);
    Path file = folder.resolve(name + ".png");
    Files.write(file, driver().getScreenshotAs(OutputType.BYTES));
    return file;
  }

  /** A screenshot that documentation shows; copied there with -Dscreenshots.update. */
  void picture(String name) throws IOException {
    Picture.keep(screenshot(name));
  }

  /** Asks for something that may not be there yet. */
  @FunctionalInterface
  interface Question<T> {
    @Nullable T ask();
  }
}
