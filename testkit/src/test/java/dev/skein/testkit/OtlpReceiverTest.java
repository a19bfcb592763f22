package dev.skein.testkit;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
final class OtlpReceiverTest {
  private static final String PROTOBUF = "application/x-protobuf";

  /** ResourceSpans that claim ten bytes and have none. */
  private static final byte[] TRUNCATED = {0x0A, 0x0A};

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_sentBySkein_arrive(String compression) {
    SkeinOptions options =
        SkeinOptions.builder()
            .serviceName("shop")
            .endpoint(receiver.endpoint())
            .compression(compression)
            .build();
    try (Skein skein = Skein.builder().options(options).build()) {
      Span span = skein.tracer().startSpan("work");
      span.end();

      assertThat(receiver.awaitTrace(span.traceId(), 1))
          .isComplete()
          .root()
          .hasName("work")
          .hasService("shop");
    }
  }

  @Test
  void body_empty_isAnEmptyRequest() throws Exception {
    assertThat(post(new byte[0], PROTOBUF).statusCode()).isEqualTo(200);
    assertThat(receiver.spans()).isEmpty();
  }

  @Test
  void body_malformed_isRefusedWithAReason() throws Exception {
    HttpResponse<String> response = post(TRUNCATED, PROTOBUF);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("not an ExportTraceServiceRequest: ");
  }

  @Test
  void body_notTheAnnouncedGzip_isRefused() throws Exception {
    HttpResponse<String> response = post(TRUNCATED, PROTOBUF, "Content-Encoding", "gzip");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("not gzip: ");
  }

  @Test
  void body_thatUnpacksToTooMuch_isRefused() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[20 * 1024 * 1024 + 1]);
    }

    HttpResponse<String> response =
        post(packed.toByteArray(), PROTOBUF, "Content-Encoding", "gzip");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("more than 20971520 bytes");
  }

  @Test
  void request_ofAnotherMediaTypeOrEncoding_isRefused() throws Exception {
    assertThat(post(new byte[0], "application/json").statusCode()).isEqualTo(415);
    assertThat(post(new byte[0], PROTOBUF, "Content-Encoding", "zstd").statusCode()).isEqualTo(415);
    assertThat(post(new byte[0], PROTOBUF + "; v=1", "Content-Encoding", "identity").statusCode())
        .isEqualTo(200);
  }

  @Test
  void request_elsewhereOrOfAnotherMethod_isRefused() throws Exception {
    assertThat(send(HttpRequest.newBuilder(uri("/v1/metrics"))).statusCode()).isEqualTo(404);
    assertThat(send(HttpRequest.newBuilder(uri("/v1/traces")).GET()).statusCode()).isEqualTo(405);
  }

  @Test
  void start_onAGivenPort_listensThere() {
    receiver.close();
    try (OtlpReceiver again = OtlpReceiver.start(receiver.port())) {
      assertThat(again.port()).isEqualTo(receiver.port());
    }
  }

  @Test
  void start_onATakenPort_saysSo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> OtlpReceiver.start(receiver.port()).close())
        .withMessageContaining("cannot listen on")
        .withMessageContaining(Integer.toString(receiver.port()));
  }

  private HttpResponse<String> post(byte[] body, String type, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/v1/traces"))
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", type);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return receiver.endpoint().resolve(path);
  }
}
