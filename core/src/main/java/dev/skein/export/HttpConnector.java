package dev.skein.export;

import dev.skein.internal.Nullable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections to one endpoint: directly, or through the HTTP proxy that {@link ProxySelector}
 * names for it (which by default is what {@code https.proxyHost} and the like say). With https the
 * certificate must be trusted and must be the host's. Immutable and thread-safe.
 */
class HttpConnector {
  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private final URI endpoint;
  private final boolean tls;
  private final String host;
  private final int port;
  private final String authority;
  private final String path;
  private final String headers;
  private final String proxyHeaders;
  private final long connectNanos;
  private final @Nullable SSLContext sslContext;
  private final @Nullable TlsFiles tlsFiles;

  /** Creates a connector with fixed trust and keys. */
  HttpConnector(
      URI endpoint,
      Map<String, String> headers,
      Duration connectTimeout,
      @Nullable SSLContext sslContext) {
    this(endpoint, headers, connectTimeout, sslContext, null);
  }

  /**
   * Creates a connector that opens nothing yet.
   *
   * @param endpoint an http or https URL with a host
   * @param headers of every request, but for {@code Host} and {@code Content-Length}
   * @param connectTimeout for all addresses of the host together, each of which gets its share
   * @param sslContext trust and keys; null for the JDK's default
   * @param tlsFiles trust and keys that may be renewed; null for {@code sslContext}
   */
  HttpConnector(
      URI endpoint,
      Map<String, String> headers,
      Duration connectTimeout,
      @Nullable SSLContext sslContext,
      @Nullable TlsFiles tlsFiles) {
    this.endpoint = endpoint;
    this.tls = "https".equalsIgnoreCase(endpoint.getScheme());
    this.host = endpoint.getHost();
    this.port = endpoint.getPort() >= 0 ? endpoint.getPort() : tls ? 443 : 80;
    this.connectNanos = connectTimeout.toNanos();
    this.sslContext = sslContext;
    this.tlsFiles = tlsFiles;
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    String credentials = tls ? all.remove(PROXY_AUTHORIZATION) : null;
    this.proxyHeaders =
        credentials == null ? "" : PROXY_AUTHORIZATION + ": " + credentials + "\r\n";
    this.authority = endpoint.getPort() >= 0 ? host + ":" + port : host;
    URI ascii = URI.create(endpoint.toASCIIString());
    String rawPath = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    this.path = ascii.getRawQuery() == null ? rawPath : rawPath + "?" + ascii.getRawQuery();
    StringBuilder text = new StringBuilder("Host: ").append(authority);
    all.forEach((name, value) -> text.append("\r\n").append(name).append(": ").append(value));
    this.headers = text.append("\r\nContent-Length: ").toString();
  }

  /** Finds the addresses of a host. A test has its own. */
  InetAddress[] addresses(String name) throws IOException {
    return InetAddress.getAllByName(name);
  }

  /** Opens a connection for an exchange, which may close it at any time. */
  HttpConnection open(HttpExchange exchange) throws IOException {
    InetSocketAddress proxy = proxy();
    Socket raw =
        proxy == null
            ? connect(host, port, exchange)
            : connect(proxy.getHostString(), proxy.getPort(), exchange);
    // A proxy is told the whole URL, or made a tunnel of; everybody else knows who he is.
    String target = proxy == null || tls ? path : "http://" + authority + path;
    if (proxy != null && tls) {
      askForTunnel(raw);
    }
    byte[] head = latin1("POST " + target + " HTTP/1.1\r\n" + headers);
    return new HttpConnection(raw, tls ? handshake(raw) : raw, head);
  }

  /** What is in the way to the endpoint now: properties and selectors may change. */
  private @Nullable InetSocketAddress proxy() {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> choice = selector == null ? null : selector.select(endpoint);
    Proxy first = choice == null || choice.isEmpty() ? Proxy.NO_PROXY : choice.get(0);
    return first.type() == Proxy.Type.HTTP && first.address() instanceof InetSocketAddress address
        ? address
        : null;
  }

  private Socket connect(String name, int toPort, HttpExchange exchange) throws IOException {
    InetAddress[] addresses = addresses(name);
    long until = System.nanoTime() + connectNanos;
    for (int i = 0; ; i++) {
      long share = (until - System.nanoTime()) / (addresses.length - i);
      long millis = TimeUnit.NANOSECONDS.toMillis(share);
      // Not through SOCKS: nobody but a selector of proxies is asked, and that was done.
      Socket socket = new Socket(Proxy.NO_PROXY);
      exchange.use(socket);
      try {
        socket.setTcpNoDelay(true);
        socket.connect(
            new InetSocketAddress(addresses[i], toPort),
            (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis)));
        return socket;
      } catch (IOException e) {
        HttpConnection.closeQuietly(socket);
        if (i == addresses.length - 1) {
          throw e;
        }
      }
    }
  }

  private void askForTunnel(Socket raw) throws IOException {
    String to = host + ":" + port;
    raw.getOutputStream()
        .write(
            latin1("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n" + proxyHeaders + "\r\n"));
    int status = new ReplyReader(raw.getInputStream()).readHead();
    if (status >= 300) {
      throw new ConnectException(
          "the proxy refused the connection with HTTP "
              + status
              + (status == 407 ? ", it wants other credentials" : ""));
    }
  }

  private Socket handshake(Socket raw) throws IOException {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    SSLSocket socket = (SSLSocket) tlsSockets().createSocket(raw, name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    // the JDK leaves older versions out, too, unless somebody has told it otherwise
    List<String> versions = new ArrayList<>(List.of(parameters.getProtocols()));
    versions.retainAll(VERSIONS);
    parameters.setProtocols(versions.toArray(new String[0]));
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (SSLException e) {
      if (tlsFiles != null) {
        tlsFiles.refused();
      }
      throw e;
    }
    return socket;
  }

  private SSLSocketFactory tlsSockets() throws IOException {
    SSLContext context = tlsFiles == null ? sslContext : tlsFiles.context();
    return context == null
        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
        : context.getSocketFactory();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
