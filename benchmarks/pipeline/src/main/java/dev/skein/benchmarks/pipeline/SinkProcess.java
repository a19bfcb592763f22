package dev.skein.benchmarks.pipeline;

import java.net.URI;
import java.util.List;

/** A sink in a process of its own. Thread-safe. */
public final class SinkProcess implements AutoCloseable {
  /** Small and with the cheap compiler only: it shares two processors with what is measured. */
  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final JavaProcess process;
  private final URI uri;

  private SinkProcess(JavaProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts a sink. */
  public static SinkProcess start() {
    JavaProcess process = JavaProcess.start(FLAGS, Sink.class, List.of());
    String uri = process.line();
    if (uri == null) {
      process.close();
      throw new IllegalStateException("the sink did not start");
    }
    return new SinkProcess(process, URI.create(uri));
  }

  /** Its root. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.close();
  }
}
