package dev.skein.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.viewer.ingest.DecodedSpans;
import dev.skein.viewer.ingest.MalformedSpansException;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceView;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewerTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN =
      """
      [{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","id":"00f067aa0ba902b7","name":"get /",
        "timestamp":1795305600000000,"duration":10000,
        "localEndpoint":{"serviceName":"frontend"}}]""";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static ViewerOptions.Builder anyPort() {
    return ViewerOptions.builder().port(0).withoutZipkin();
  }

  private static HttpResponse<String> get(URI base, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
  }

  private static int send(URI base) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(base.resolve("/api/v2/spans"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(SPAN))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void viewer_takesSpansWhenItHasStarted() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      assertThat(viewer.uri()).hasScheme("http").hasHost("localhost");
      assertThat(viewer.zipkinUri()).isNull();
      assertThat(send(viewer.uri())).isEqualTo(202);

      Optional<TraceView> trace = viewer.store().trace(TraceId.parse(ID));
      assertThat(trace.orElseThrow().service(0)).isEqualTo("frontend");
      assertThat(get(viewer.uri(), "/api/traces/" + ID).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void bothLoopbackAddresses_areBound() throws Exception {
    byte[] six = new byte[16];
    six[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(six);
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      try (Socket socket = new Socket(InetAddress.getByAddress(LOOPBACK), viewer.uri().getPort())) {
        assertThat(socket.isConnected()).isTrue();
      }
      if (NetworkInterface.getByInetAddress(loopback) != null) {
        try (Socket socket = new Socket(loopback, viewer.uri().getPort())) {
          assertThat(socket.isConnected()).isTrue();
        }
      }
    }
  }

  @Test
  void skeinItself_sendsToIt() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      String traceId;
      SkeinOptions options =
          SkeinOptions.builder().serviceName("checkout").endpoint(viewer.uri()).build();
      try (Skein skein = Skein.builder().options(options).build()) {
        Span span = skein.tracer().startSpan("pay");
        traceId = span.traceId();
        span.end();
      }

      TraceView trace = viewer.store().trace(TraceId.parse(traceId)).orElseThrow();
      assertThat(trace.service(0)).isEqualTo("checkout");
      assertThat(trace.name(0)).isEqualTo("pay");
    }
  }

  @Test
  void zipkinsPort_isServedToo() throws Exception {
    try (Viewer viewer = Viewer.start(ViewerOptions.builder().port(0).zipkinPort(0).build())) {
      URI zipkin = viewer.zipkinUri();

      assertThat(zipkin).isNotNull().isNotEqualTo(viewer.uri());
      assertThat(send(zipkin)).isEqualTo(202);
      assertThat(get(viewer.uri(), "/api/traces/" + ID).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void zipkinsPortThatIsTaken_isDoneWithout() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
      ViewerOptions options =
          ViewerOptions.builder().port(0).zipkinPort(taken.getLocalPort()).build();
      try (Viewer viewer = Viewer.start(options)) {
        assertThat(viewer.zipkinUri()).isNull();
        assertThat(send(viewer.uri())).isEqualTo(202);
      }
    }
  }

  @Test
  void portThatIsTaken_isAnError_andNothingStaysBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
      int port = taken.getLocalPort();
      ViewerOptions options = ViewerOptions.builder().port(port).withoutZipkin().build();

      assertThatThrownBy(() -> Viewer.start(options))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("Port " + port + " of 127.0.0.1");
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(Thread::isAlive)
          .noneMatch(thread -> thread.getName().startsWith("skein-viewer-"));
    }
  }

  @Test
  void viewerOnThePortOfAnother_isAnError() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      ViewerOptions same =
          ViewerOptions.builder().port(viewer.uri().getPort()).withoutZipkin().build();

      assertThatThrownBy(() -> Viewer.start(same)).isInstanceOf(BindException.class);
      assertThat(get(viewer.uri(), "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void hostThatIsNot_isAnError() {
    assertThatThrownBy(() -> Viewer.start(anyPort().host("no-such-host.invalid").build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void address_isBoundAlone() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().host("127.0.0.1").build())) {
      assertThat(viewer.uri()).hasHost("127.0.0.1");
      assertThat(get(viewer.uri(), "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyAddress_isShownAsLocalhost() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().host("0.0.0.0").build())) {
      assertThat(viewer.uri()).hasHost("localhost");
      assertThat(get(viewer.uri(), "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void file_isLoaded() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      DecodedSpans loaded = viewer.load(SPAN.getBytes(StandardCharsets.UTF_8));

      assertThat(loaded.spans()).hasSize(1);
      assertThat(loaded.rejected()).isZero();
      assertThat(viewer.store().trace(TraceId.parse(ID))).isPresent();
      assertThatThrownBy(() -> viewer.load("no spans".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedSpansException.class);
    }
  }

  @Test
  void dataDirectory_outlivesTheViewer(@TempDir Path directory) throws Exception {
    ViewerOptions options = anyPort().dataDirectory(directory).build();
    try (Viewer viewer = Viewer.start(options)) {
      assertThat(send(viewer.uri())).isEqualTo(202);
    }
    try (Viewer viewer = Viewer.start(options)) {
      assertThat(get(viewer.uri(), "/api/traces/" + ID).statusCode()).isEqualTo(200);
      assertThat(get(viewer.uri(), "/api/stats").body())
          .contains("\"dataDirectory\":\"" + directory + "\"", "\"restoredSpans\":1");
    }
  }

  @Test
  void dataDirectoryThatIsAFile_isAnError(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThatThrownBy(() -> Viewer.start(anyPort().dataDirectory(file).build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void close_givesThePortBack_andMayBeRepeated() throws Exception {
    Viewer viewer = Viewer.start(anyPort().build());
    URI uri = viewer.uri();
    viewer.close();
    viewer.close();

    ViewerOptions same = ViewerOptions.builder().port(uri.getPort()).withoutZipkin().build();
    try (Viewer next = Viewer.start(same)) {
      assertThat(next.uri()).isEqualTo(uri);
      assertThat(get(next.uri(), "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void close_leavesNoThread() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      send(viewer.uri());
      get(viewer.uri(), "/api/traces");
      viewer.close();
    }

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("skein-viewer-")) {
        thread.join();
      }
    }
    assertThat(Viewer.version()).isNotBlank();
  }
}
