package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.ExportResult.Outcome;
import dev.skein.export.ScriptedServer.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the endpoint: TLS, and proxies. */
@Timeout(600)
class HttpConnectorTest {
  private static final SpanBatch BATCH = Batches.of(TestSpan.of(1), TestSpan.of(2));
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String CREDENTIALS = "Basic c2VjcmV0";

  @TempDir static Path directory;
  private static TestCertificates certificates;
  private static SSLContext localhost;
  private static SSLContext elsewhere;

  private @Nullable ProxySelector selectorBefore;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new TestCertificates(directory);
    localhost = certificates.server("dns:localhost,ip:127.0.0.1,ip:::1", "-1H");
    elsewhere = certificates.server("dns:otel.example,ip:127.0.0.9", "-1H");
  }

  @BeforeEach
  void rememberSelector() {
    selectorBefore = ProxySelector.getDefault();
  }

  @AfterEach
  void restoreSelector() {
    ProxySelector.setDefault(selectorBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
  void https_isSpokenWithTheHostOfTheCertificate(String host) throws Exception {
    InetAddress address = InetAddress.getByName(host);
    try (ScriptedServer server = tls(localhost, address, ScriptedServer.Peer::serve)) {
      URI uri = URI.create("https://" + host + ":" + server.port() + "/v1/traces");
      try (OtlpHttpExporter exporter = exporter(uri, certificates.client)) {
        assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
        // Session tickets came meanwhile, which are no reply: the connection is used again.
        assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
        assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
      }
      assertThat(server.connections).hasSize(1);
      assertThat(server.bodies).hasSize(3).containsOnly(BATCH.toByteArray());
    }
  }

  @Test
  void hostThatTheCertificateDoesNotName_isRefused() throws Exception {
    assertRefused(elsewhere, "localhost", certificates.client);
    assertRefused(elsewhere, "127.0.0.1", certificates.client);
  }

  @Test
  void certificateThatHasExpired_isRefused() throws Exception {
    assertRefused(certificates.server("dns:localhost", "-3d"), "localhost", certificates.client);
  }

  @Test
  void certificateThatNobodyTrusts_isRefused() throws Exception {
    assertRefused(localhost, "localhost", null);
  }

  private static void assertRefused(
      SSLContext certificate, String host, @Nullable SSLContext client) throws Exception {
    try (ScriptedServer server =
        tls(certificate, InetAddress.getByName("localhost"), ScriptedServer.Peer::serve)) {
      URI uri = URI.create("https://" + host + ":" + server.port() + "/v1/traces");
      try (OtlpHttpExporter exporter = exporter(uri, client)) {
        ExportResult result = exporter.export(BATCH).get();
        assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(result.message()).startsWith("SSLHandshakeException");
      }
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void nameOfTheHost_isSaidInTheHandshake() throws Exception {
    List<SNIServerName> names = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
        tls(
            elsewhere,
            InetAddress.getByName("localhost"),
            peer -> {
              SSLSocket socket = (SSLSocket) peer.socket;
              socket.startHandshake();
              names.addAll(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
              peer.serve();
            })) {
      HttpConnector connector =
          new HttpConnector(
              URI.create("https://otel.example:" + server.port()),
              Map.of(),
              LONG,
              certificates.client) {
            @Override
            InetAddress[] addresses(String name) throws IOException {
              return super.addresses(name.equals("otel.example") ? "localhost" : name);
            }
          };
      try (SocketSender sender = new SocketSender(connector, false, LONG, 1_000)) {
        assertThat(sender.send(BATCH).get().status).isEqualTo(200);
      }
      assertThat(names).containsExactly(new SNIHostName("otel.example"));
    }
  }

  @Test
  void plainHttpFromATlsPort_isAFailureOfTheHandshake() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(peer -> peer.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      URI uri = URI.create("https://localhost:" + server.port());
      try (OtlpHttpExporter exporter = exporter(uri, certificates.client)) {
        assertThat(exporter.export(BATCH).get().outcome()).isEqualTo(Outcome.UNREACHABLE);
      }
    }
  }

  @Test
  void handshakeThatHangs_isEndedByTheTimeout() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitEnd)) {
      URI uri = URI.create("https://localhost:" + server.port());
      try (OtlpHttpExporter exporter =
          OtlpHttpExporter.builder(uri).timeout(Duration.ofMillis(200)).build()) {
        do {
          assertThat(exporter.export(BATCH).get().message()).contains("within 200 ms");
        } while (server.connections.isEmpty()); // so slow that its time was over before
        server.firstEnded.await();
      }
    }
  }

  @Test
  void httpThroughAProxy_saysTheWholeUrl() throws Exception {
    try (ScriptedServer proxy = new ScriptedServer(ScriptedServer.Peer::serve)) {
      useProxy(proxy);
      URI uri = URI.create("http://otel.invalid:4318/v1/traces?k=v");
      try (OtlpHttpExporter exporter = exporter(uri, null)) {
        assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
        assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
      }
      assertThat(proxy.connections).hasSize(1);
      assertThat(proxy.heads.get(0))
          .startsWith(
              "POST http://otel.invalid:4318/v1/traces?k=v HTTP/1.1\r\n"
                  + "Host: otel.invalid:4318\r\n")
          .contains("\r\nProxy-Authorization: " + CREDENTIALS + "\r\n");
    }
  }

  @Test
  void httpsThroughAProxy_goesThroughATunnel() throws Exception {
    try (ScriptedServer server =
            tls(localhost, InetAddress.getByName("localhost"), ScriptedServer.Peer::serve);
        ScriptedServer proxy =
            new ScriptedServer(
                peer -> {
                  peer.head();
                  peer.say("HTTP/1.1 200 Connection established\r\nX: y\r\n\r\n");
                  tunnel(peer.socket, server.port());
                })) {
      useProxy(proxy);
      URI uri = URI.create("https://localhost:" + server.port() + "/v1/traces");
      try (OtlpHttpExporter exporter = exporter(uri, certificates.client)) {
        assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
        assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
      }
      String authority = "localhost:" + server.port();
      assertThat(proxy.heads)
          .containsExactly(
              "CONNECT "
                  + authority
                  + " HTTP/1.1\r\nHost: "
                  + authority
                  + "\r\nProxy-Authorization: "
                  + CREDENTIALS
                  + "\r\n\r\n");
      // The proxy's password is nobody else's business.
      assertThat(server.heads).hasSize(2).noneMatch(head -> head.contains("Proxy"));
      assertThat(server.heads.get(0)).startsWith("POST /v1/traces HTTP/1.1\r\n");
    }
  }

  @Test
  void proxyThatRefusesTheTunnel_isUnreachable() throws Exception {
    try (ScriptedServer proxy =
        new ScriptedServer(
            peer -> {
              peer.head();
              peer.say("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
            })) {
      useProxy(proxy);
      try (OtlpHttpExporter exporter = exporter(URI.create("https://otel.invalid"), null)) {
        ExportResult result = exporter.export(BATCH).get();
        assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(result.message())
            .contains("the proxy refused the connection with HTTP 407, it wants other credentials");
      }
      assertThat(proxy.heads.get(0)).startsWith("CONNECT otel.invalid:443 HTTP/1.1\r\n");
    }
  }

  @Test
  void noHttpProxyForTheEndpoint_meansADirectConnection() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::serve)) {
      SocketAddress nobody = InetSocketAddress.createUnresolved("nobody.invalid", 1);
      for (List<Proxy> choice :
          List.of(
              List.<Proxy>of(),
              List.of(Proxy.NO_PROXY),
              List.of(new Proxy(Proxy.Type.SOCKS, nobody)))) {
        select(choice);
        assertDelivered(server);
      }
      ProxySelector.setDefault(null);
      assertDelivered(server);
    }
  }

  private static void assertDelivered(ScriptedServer server) throws Exception {
    try (OtlpHttpExporter exporter = exporter(server.uri(), null)) {
      assertThat(exporter.export(BATCH).get()).isEqualTo(ExportResult.success());
    }
  }

  private static void useProxy(ScriptedServer proxy) {
    SocketAddress address = InetSocketAddress.createUnresolved("localhost", proxy.port());
    select(List.of(new Proxy(Proxy.Type.HTTP, address)));
  }

  private static void select(List<Proxy> choice) {
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            return choice;
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
  }

  private static void tunnel(Socket client, int port) throws Exception {
    try (Socket server = new Socket("localhost", port)) {
      Thread back = new Thread(() -> copy(server, client), "tunnel");
      back.setDaemon(true);
      back.start();
      copy(client, server);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // The end of the tunnel.
    }
  }

  private static ScriptedServer tls(SSLContext certificate, InetAddress address, Script script)
      throws IOException {
    return new ScriptedServer(certificate.getServerSocketFactory(), address, script);
  }

  private static OtlpHttpExporter exporter(URI uri, @Nullable SSLContext context) {
    OtlpHttpExporter.Builder builder =
        OtlpHttpExporter.builder(uri)
            .timeout(LONG)
            .connectTimeout(LONG)
            .headers(Map.of("Proxy-Authorization", CREDENTIALS));
    return (context == null ? builder : builder.sslContext(context)).build();
  }
}
