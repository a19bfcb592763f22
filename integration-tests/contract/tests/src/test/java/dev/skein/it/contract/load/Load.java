package dev.skein.it.contract.load;

import dev.skein.testkit.OtlpReceiver;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 10,000 requests at once to one service. Not thread-safe. */
public final class Load {
  private static final int REQUESTS = 10_000;

  private final List<String> kinds;
  private final List<LoadRequest> requests;
  private final Map<LoadRequest, String> answers;

  private Load(List<String> kinds, List<LoadRequest> requests, Map<LoadRequest, String> answers) {
    this.kinds = kinds;
    this.requests = requests;
    this.answers = answers;
  }

  /**
   * Sends the requests; those that wait for an answer have one when it returns, or will have none.
   *
   * @param port the service's
   */
  public static Load onto(int port) throws IOException {
    List<String> kinds = new ArrayList<>();
    for (String kind : List.of("loop", "worker", "virtual")) {
      if (has(port, kind)) {
        kinds.add(kind);
      }
    }
    List<LoadRequest> requests = LoadRequest.mix(REQUESTS, kinds);
    try (LoadClient client = new LoadClient(port)) {
      return new Load(kinds, requests, client.send(requests));
    }
  }

  /** Asks without being recorded. */
  private static boolean has(int port, String kind) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/load/" + kind);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestProperty("X-Delay-Millis", "0");
    connection.setRequestProperty(
        "traceparent", "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-00");
    int status = connection.getResponseCode();
    connection.disconnect();
    if (status != 200 && status != 501) {
      throw new IOException("/load/" + kind + " is answered with " + status);
    }
    return status == 200;
  }

  /** The kinds of threads that the service has. */
  public List<String> kinds() {
    return kinds;
  }

  /**
   * Judges, when the service has ended.
   *
   * @param receiver got its spans
   * @param count the file of its counting sampler
   */
  public LoadVerdict verdict(OtlpReceiver receiver, Path count) throws IOException {
    long started = ByteBuffer.wrap(Files.readAllBytes(count)).getLong();
    return LoadVerdict.of(requests, answers, receiver.spans(), started);
  }
}
