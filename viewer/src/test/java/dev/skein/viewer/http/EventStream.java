package dev.skein.viewer.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Server-sent events, read one by one; each read waits for the next. */
final class EventStream implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader reader;

  EventStream(TestServer server, String path) throws IOException, InterruptedException {
    HttpClient client = TestServer.client();
    response =
        client.send(HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofInputStream());
    reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /** The data of the next event of a name; null at the end of the stream. */
  Map<String, Object> next(String name) throws IOException {
    String event = "";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ") && event.equals(name)) {
        return JsonTree.object(line.substring("data: ".length()));
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
