package dev.skein.testkit.contract;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An exchange of a server that gives out streams. */
final class StreamExchange implements ContractExchange {
  private final String method;
  private final String path;
  private final Function<String, @Nullable String> header;
  private final InputStream body;
  private final Head head;
  private final Closeable drop;
  private @Nullable OutputStream out;

  StreamExchange(
      String method,
      String path,
      Function<String, @Nullable String> header,
      InputStream body,
      Head head,
      Closeable drop) {
    this.method = method;
    this.path = path;
    this.header = header;
    this.body = body;
    this.head = head;
    this.drop = drop;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String header(String name) {
    return header.apply(name);
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public boolean isStarted() {
    return out != null;
  }

  @Override
  public void start(int status, Map<String, String> headers, long length) throws IOException {
    out = head.send(status, headers, length);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    OutputStream started = Objects.requireNonNull(out, "the response has not been started");
    started.write(bytes);
    started.flush();
  }

  @Override
  public void drop() throws IOException {
    drop.close();
  }
}
