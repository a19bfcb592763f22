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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final byte[] OTHER_LOOPBACK = {127, 0, 0, 2};
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int CONNECT_MILLIS = 60_000;
  private static final int THREAD_MILLIS = 300_000;

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

  private static boolean accepts(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      // where nobody listens, a client that is given the same port connects to itself
      return socket.getLocalPort() != port;
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean accepts(byte[] address, int port) throws IOException {
    return accepts(InetAddress.getByAddress(address), port);
  }

  /**
   * Nobody but the loopback is answered. Linux has all of 127.0.0.0/8; a system that does not is
   * judged by the addresses of its networks.
   */
  private static void assertOtherAddressesAreRefused(int port) throws IOException {
    assertThat(accepts(OTHER_LOOPBACK, port)).as("127.0.0.2").isFalse();
    assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
        .filteredOn(address -> !address.isLoopbackAddress())
        .noneMatch(address -> accepts(address, port));
  }

  private static Set<Thread> viewerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("skein-viewer-")
                    || thread.getName().startsWith("vert.x-")
                    || thread.getName().startsWith("vertx-"))
        .collect(Collectors.toSet());
  }

  /** Waits for the end of all threads of viewers that were not there before. */
  private static void assertNoneIsLeft(Set<Thread> before) throws InterruptedException {
    Set<Thread> started = viewerThreads();
    started.removeAll(before);
    for (Thread thread : started) {
      thread.join(THREAD_MILLIS);
    }
    assertThat(started).filteredOn(Thread::isAlive).isEmpty();
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
  void bothLoopbackAddresses_areBound_andNoOther() throws Exception {
    // without IPv6 the second is nobody's
    boolean hasSix =
        NetworkInterface.getByInetAddress(InetAddress.getByAddress(IPV6_LOOPBACK)) != null;
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      int port = viewer.uri().getPort();
      assertThat(accepts(LOOPBACK, port)).isTrue();
      assertThat(accepts(IPV6_LOOPBACK, port)).isEqualTo(hasSix);
      assertOtherAddressesAreRefused(port);
    }
  }

  @Test
  void skeinItself_sendsToIt() throws Exception {
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      String traceId;
      SkeinOptions options =
          SkeinOptions.builder()
              .serviceName("checkout")
              .endpoint(viewer.uri())
              .timeout(LONG)
              .shutdownTimeout(LONG)
              .build();
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
      Set<Thread> before = viewerThreads();
      ViewerOptions options = ViewerOptions.builder().port(port).withoutZipkin().build();

      assertThatThrownBy(() -> Viewer.start(options))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("Port " + port + " of 127.0.0.1");
      assertNoneIsLeft(before);
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
      assertThat(accepts(IPV6_LOOPBACK, viewer.uri().getPort())).isFalse();
      assertOtherAddressesAreRefused(viewer.uri().getPort());
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
    Set<Thread> before = viewerThreads();
    try (Viewer viewer = Viewer.start(anyPort().build())) {
      send(viewer.uri());
      get(viewer.uri(), "/api/traces");
      Set<Thread> started = viewerThreads();
      started.removeAll(before);
      assertThat(started)
          .extracting(Thread::getName)
          .anyMatch(name -> name.startsWith("skein-viewer-"))
          .anyMatch(name -> name.startsWith("vert.x-eventloop-"));
    }

    assertNoneIsLeft(before);
  }

  @Test
  void close_byAnInterruptedThread_leavesNoThreadAndRemembersTheInterrupt() throws Exception {
    Set<Thread> before = viewerThreads();
    Viewer viewer = Viewer.start(anyPort().build());

    Thread.currentThread().interrupt();
    viewer.close();

    assertThat(Thread.interrupted()).isTrue();
    assertNoneIsLeft(before);
  }
}
