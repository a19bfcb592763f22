package dev.skein.viewer;

import dev.skein.viewer.http.Limits;
import dev.skein.viewer.http.ServerSettings;
import dev.skein.viewer.http.ViewerServer;
import dev.skein.viewer.ingest.DecodedSpans;
import dev.skein.viewer.ingest.MalformedSpansException;
import dev.skein.viewer.ingest.SpanDecoder;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A viewer of traces in this process: it takes spans by OTLP/HTTP and Zipkin's protocol, and shows
 * them on a web page and by an API. Thread-safe.
 *
 * <p>It asks nobody for a password; bind it to the loopback, as it does by itself. It writes
 * nothing to the console.
 */
public final class Viewer implements AutoCloseable {
  private static final int NO_PORT = -1;

  private final ViewerOptions options;
  private final TraceStore store;
  private final ViewerServer server;

  private Viewer(ViewerOptions options, TraceStore store, ViewerServer server) {
    this.options = options;
    this.store = store;
    this.server = server;
  }

  /**
   * Starts a viewer, and returns when it takes spans. That the Zipkin port is taken is no error.
   *
   * @throws java.net.BindException if the port is taken
   * @throws IOException if the host cannot be bound or the data directory cannot be used; its
   *     message is for the user
   */
  public static Viewer start(ViewerOptions options) throws IOException {
    TraceStore store = open(Objects.requireNonNull(options, "options"));
    boolean started = false;
    try {
      ViewerServer server = ViewerServer.start(settings(options), store);
      started = true;
      return new Viewer(options, store, server);
    } finally {
      if (!started) {
        store.close();
      }
    }
  }

  private static TraceStore open(ViewerOptions options) throws IOException {
    Path directory = options.dataDirectory();
    return directory == null
        ? TraceStores.inMemory(options.maxSpans(), options.maxBytes())
        : TraceStores.inDirectory(
            directory,
            options.maxSpans(),
            options.maxBytes(),
            request -> SpanDecoder.otlpProtobuf(request).spans());
  }

  private static ServerSettings settings(ViewerOptions options) {
    return new ServerSettings(
        options.host(),
        options.port(),
        options.zipkinPort(),
        options.allowedHosts(),
        Limits.of(options.maxBodyBytes(), options.importLimit()),
        version());
  }

  /** The version of the viewer; "development" outside of its jar. */
  public static String version() {
    String version = Viewer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Where the page is, such as {@code http://localhost:4318}; spans are sent there too. */
  public URI uri() {
    return uri(server.port());
  }

  /** Where Zipkin's clients send to; null if there is no such port or it was taken. */
  public @Nullable URI zipkinUri() {
    return server.zipkinPort() == NO_PORT ? null : uri(server.zipkinPort());
  }

  private URI uri(int port) {
    String host = options.host();
    boolean anywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = anywhere ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port);
  }

  /** The traces that are there. */
  public TraceStore store() {
    return store;
  }

  /** What it was started with. */
  public ViewerOptions options() {
    return options;
  }

  /**
   * Adds the spans of a file: OTLP as protobuf or JSON, several JSON documents after one another,
   * or Zipkin's JSON, each compressed by gzip or not.
   *
   * @param file the bytes of the file, which must not change any more
   * @return what was in it
   * @throws MalformedSpansException if it is none of these; nothing of it is added
   */
  public DecodedSpans load(byte[] file) throws MalformedSpansException {
    DecodedSpans spans = SpanDecoder.any(Objects.requireNonNull(file, "file"));
    store.add(spans.spans());
    return spans;
  }

  /**
   * Lets the requests that are being answered end, for up to five seconds, gives the ports back,
   * and writes down what has to be. Further calls do nothing.
   */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      store.close();
    }
  }
}
