package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?q=service%3Ashop",
        "/trace/5eed?span=1",
        "/map",
        "/operations?service=shop",
        "/compare?left=1&right=2"
      })
  void routesOfThePage_areThePage(String path) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(response.body()).startsWith("<!doctype html>");
  }

  @ParameterizedTest
  @CsvSource({
    "/page/app.js, text/javascript; charset=utf-8",
    "/page/theme.css, text/css; charset=utf-8",
    "/page/icon.svg, image/svg+xml"
  })
  void files_haveTheirType(String path, String type) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
  }

  @Test
  void librariesOfTheImportMap_areThere() {
    Matcher target = Pattern.compile("\"(/_static/[^\"]+\\.js)\"").matcher(server.get("/").body());
    int found = 0;
    for (; target.find(); found++) {
      HttpResponse<String> response = server.get(target.group(1));

      assertThat(response.statusCode()).as(target.group(1)).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("text/javascript; charset=utf-8");
      assertThat(response.headers().firstValue("Cache-Control").orElseThrow())
          .contains("immutable");
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
  }

  @Test
  void knownFile_isNotSentAgain() {
    HttpResponse<String> first = server.get("/page/app.js");
    String etag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = server.get("/page/app.js", "If-None-Match", "\"x\", W/" + etag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(etag);
    assertThat(server.get("/page/app.js", "If-None-Match", "\"other\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void gzip_isSentToWhoTakesIt() throws Exception {
    HttpResponse<byte[]> gzipped = server.getBytes("/page/app.js", "Accept-Encoding", "br, gzip");

    assertThat(gzipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(gzipped.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    byte[] content = new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes();
    assertThat(new String(content, StandardCharsets.UTF_8))
        .isEqualTo(server.get("/page/app.js").body());
  }

  @Test
  void gzip_isNotSentToWhoRefusesIt() {
    HttpResponse<String> plain = server.get("/page/app.js", "Accept-Encoding", "gzip;q=0, *");

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(plain.body()).isEqualTo(server.get("/page/app.js").body());
  }

  @Test
  void head_isTheHeadOfTheFile() {
    HttpResponse<String> head = server.method("HEAD", "/page/app.js");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .hasValue(Integer.toString(server.getBytes("/page/app.js").body().length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page/",
        "/page/views",
        "/page/nothing.js",
        "/page/../http/Routes.class",
        "/page/%2e%2e/http/Routes.class",
        "/page/..%2fhttp/Routes.class",
        "/page/.../app.js",
        "/page/app.js/",
        "/page/app.js%00.js",
        "/page/..\\\\app.js",
        "/page/%ff.js",
        "/_static/",
        "/_static/lit",
        "/_static/../../maven/info.js",
        "/_static/../dev/skein/viewer/page/app.js",
        "/META-INF/MANIFEST.MF",
        "/dev/skein/viewer/page/app.js",
        "/traces",
        "/favicon.ico",
        "/api",
        "/api/",
        "/api/nothing",
        "/v1/metrics"
      })
  void everythingElse_isNotThere(String path) throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(connection.readAll()).containsPattern("^HTTP/1.1 40[04] ").contains("{\"error\":");
    }
  }
}
