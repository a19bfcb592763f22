package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.Viewer;
import dev.skein.viewer.ViewerOptions;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real viewer on a port of its own for the tests of one class, registered as an extension; each
 * test begins with an empty store.
 */
final class ViewerUnderTest implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private final HttpClient client = HttpClient.newHttpClient();
  private final boolean keepsTraces;
  private @Nullable Viewer viewer;

  private ViewerUnderTest(boolean keepsTraces) {
    this.keepsTraces = keepsTraces;
  }

  /** One whose store is emptied before each test. */
  static ViewerUnderTest emptied() {
    return new ViewerUnderTest(false);
  }

  /** One whose store is filled once for all tests of the class. */
  static ViewerUnderTest kept() {
    return new ViewerUnderTest(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    viewer = Viewer.start(ViewerOptions.builder().port(0).withoutZipkin().build());
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (!keepsTraces) {
      clear();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (viewer != null) {
      viewer.close();
    }
  }

  /** Its address, as a user types it. */
  URI uri() {
    if (viewer == null) {
      throw new IllegalStateException("not registered as a static extension");
    }
    return viewer.uri();
  }

  /** The address of a view, such as {@code /map}. */
  URI uri(String path) {
    return uri().resolve(path);
  }

  /** Sends traces in one OTLP request; when it returns they can be found. */
  void send(TestTrace... traces) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (TestTrace trace : traces) {
      request.mergeFrom(trace.toRequest());
    }
    send(request.build());
  }

  /** Sends an OTLP request; when it returns its spans can be found. */
  void send(ExportTraceServiceRequest request) {
    HttpResponse<String> response =
        exchange(
            HttpRequest.newBuilder(uri("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(request.toByteArray())));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /** Sends bytes that are no OTLP; they are refused. */
  void sendMalformed() {
    HttpResponse<String> response =
        exchange(
            HttpRequest.newBuilder(uri("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(new byte[] {1, 2, 3})));
    assertThat(response.statusCode()).isEqualTo(400);
  }

  /** The body of the answer to a GET. */
  String get(String path) {
    HttpResponse<String> response = exchange(HttpRequest.newBuilder(uri(path)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  /** Forgets all traces. */
  void clear() {
    HttpResponse<String> response = exchange(HttpRequest.newBuilder(uri("/api/traces")).DELETE());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Browser.LONG).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The viewer does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
