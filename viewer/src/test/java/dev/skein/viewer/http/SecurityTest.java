package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No page of others reads traces or writes them. */
class SecurityTest {
  private static final List<String> PATHS =
      List.of(
          "GET / ",
          "GET /page/app.js ",
          "GET /api/traces ",
          "GET /api/live ",
          "DELETE /api/traces ",
          "POST /api/import ",
          "POST /v1/traces ",
          "POST /api/v2/spans ",
          "GET /health ",
          "GET /nowhere ");

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    server.add(TestSpans.of("kept").root(1, "GET /kept"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String status(String requestLine, String headers) throws IOException {
    try (RawConnection connection = server.connect()) {
      String port = Integer.toString(server.port());
      connection.send(
          requestLine
              + "HTTP/1.1\r\n"
              + headers.replace("PORT", port)
              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return connection.readUntil("\r\n").split(" ", -1)[1];
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:PORT",
        "LOCALHOST:PORT",
        "localhost:1",
        "127.0.0.1",
        "127.0.0.1:PORT",
        "[::1]",
        "[::1]:PORT",
        "allowed.example",
        "Allowed.Example:8080"
      })
  void ownNames_areAnswered(String host) throws Exception {
    assertThat(status("GET /api/traces ", "Host: " + host)).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "localhost.evil.example",
        "evil.example.localhost",
        "notallowed.example",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "localhost:PORT:1",
        "localhost:port",
        "localhost@evil.example",
        "evil.example#localhost",
        "[::1",
        "::1",
        "[::2]",
        "0.0.0.0",
        "."
      })
  void otherNames_areRefused_everywhere(String host) throws Exception {
    for (String path : PATHS) {
      assertThat(status(path, "Host: " + host)).as(path).isEqualTo("403");
    }
    assertThat(server.store().stats().traces()).isEqualTo(1);
  }

  @Test
  void addressThatWasConnectedTo_isAnswered_andNoOther() throws Exception {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    try (TestServer everywhere = TestServer.startAt("0.0.0.0")) {
      for (String host : new String[] {"127.0.0.2", "127.0.0.3", "evil.example"}) {
        try (RawConnection connection = new RawConnection(other, everywhere.port(), 0)) {
          connection.send("GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

          assertThat(connection.readUntil("\r\n"))
              .startsWith(host.equals("127.0.0.2") ? "HTTP/1.1 200 " : "HTTP/1.1 403 ");
        }
      }
    }
  }

  @Test
  void requestsWithoutOneHost_areRefused() throws Exception {
    assertThat(status("GET /api/traces ", "Accept: */*")).isEqualTo("400");
    assertThat(status("GET /api/traces ", "Host: localhost\r\nHost: evil.example"))
        .isEqualTo("400");
    assertThat(status("GET http://evil.example/api/traces ", "Host: localhost")).isEqualTo("400");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:PORT, http://localhost:PORT",
    "127.0.0.1:PORT, http://127.0.0.1:PORT",
    "[::1]:PORT, http://[::1]:PORT",
    "allowed.example, http://allowed.example"
  })
  void ownOrigin_isAnswered(String host, String origin) throws Exception {
    String headers = "Host: " + host + "\r\nOrigin: " + origin;
    assertThat(status("GET /api/traces ", headers)).isEqualTo("200");
    assertThat(status("POST /api/v2/spans ", headers)).isNotEqualTo("403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "http://evil.example",
        "http://localhost",
        "http://localhost:1",
        "https://localhost:PORT",
        "http://127.0.0.1:PORT",
        "http://localhost:PORT.evil.example",
        "http://localhost:PORT/",
        "file://"
      })
  void otherOrigins_areRefused_everywhere(String origin) throws Exception {
    for (String path : PATHS) {
      assertThat(status(path, "Host: localhost:PORT\r\nOrigin: " + origin))
          .as(path)
          .isEqualTo("403");
    }
    assertThat(server.store().stats().traces()).isEqualTo(1);
  }

  @Test
  void severalOrigins_areRefused() throws Exception {
    String own = "Origin: http://localhost:PORT";
    assertThat(status("GET /api/traces ", "Host: localhost:PORT\r\n" + own + "\r\n" + own))
        .isEqualTo("403");
  }

  @ParameterizedTest
  @CsvSource({
    // what the page does, and what a person does
    "same-origin, cors, empty, GET, 200",
    "none, navigate, document, GET, 200",
    // a link on another page
    "cross-site, navigate, document, GET, 200",
    "same-site, navigate, document, GET, 200",
    // scripts, images, frames and forms of other pages
    "cross-site, no-cors, script, GET, 403",
    "cross-site, no-cors, image, GET, 403",
    "cross-site, cors, empty, GET, 403",
    "same-site, cors, empty, GET, 403",
    "cross-site, navigate, iframe, GET, 403",
    "cross-site, navigate, embed, GET, 403",
    "cross-site, navigate, document, POST, 403",
    "cross-site, navigate, document, DELETE, 403",
    "future-value, cors, empty, GET, 403"
  })
  void pagesOfOthers_areKnownByTheirFetchMetadata(
      String site, String mode, String destination, String method, String expected)
      throws Exception {
    String headers =
        "Host: localhost\r\nSec-Fetch-Site: "
            + site
            + "\r\nSec-Fetch-Mode: "
            + mode
            + "\r\nSec-Fetch-Dest: "
            + destination;
    assertThat(status(method + " /api/traces ", headers)).isEqualTo(expected);
    assertThat(server.store().stats().traces()).isEqualTo(1);
  }

  @Test
  void preflightOfAnotherPage_isRefused_andNoneGetsPermission() throws Exception {
    assertThat(
            status(
                "OPTIONS /v1/traces ",
                "Host: localhost\r\nOrigin: http://localhost:3000\r\n"
                    + "Access-Control-Request-Method: POST"))
        .isEqualTo("403");
    HttpResponse<String> response = server.method("OPTIONS", "/v1/traces");
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/page/app.js", "/api/traces", "/api/traces/1", "/nowhere", "/health"})
  void everyAnswer_tellsTheBrowserWhatNotToDo(String path) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(response.headers().firstValue("Cross-Origin-Resource-Policy"))
        .hasValue("same-origin");
    assertThat(response.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void inlineScriptsOfThePage_areAllowedByTheirHashAlone() throws Exception {
    HttpResponse<String> page = server.get("/");
    Matcher script =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page.body());
    assertThat(script.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(script.group(1).getBytes(StandardCharsets.UTF_8));

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains(
            "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';",
            "style-src 'self';",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'");
  }

  @Test
  void hostileText_isJsonAndNothingElse() throws Exception {
    String evil = "</script><script>alert(1)</script>\u2028\u0000\"\\";
    try (TestServer own = TestServer.start()) {
      own.add(TestSpans.of(evil).span(2, 1, 0, evil, TestSpans.attribute(evil, evil)));

      HttpResponse<String> response = own.get("/api/traces/" + TestSpans.traceId(2));

      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/json; charset=utf-8");
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(JsonTree.object(response.body())).containsEntry("name", evil);
    }
  }
}
