package dev.skein.viewer.http;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A command of curl's as the documentation has it, sent without curl. */
final class CurlCommand {
  private static final String DOCUMENTED = "http://localhost:4318";
  private static final String FOLDER = "target/";

  private final Path folder;
  private final HttpRequest.Builder request = HttpRequest.newBuilder();
  private String method = "";
  private String body;
  private String query;
  private boolean queryOnly;
  private Path output;

  private CurlCommand(Path folder) {
    this.folder = folder;
  }

  /** The commands of a block, each as its words. */
  static List<List<String>> commands(String block) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : (block + "\n").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
        any = true;
      } else if (quoted || c > ' ') {
        word.append(c);
        any = true;
      } else {
        if (any) {
          words.add(word.toString());
          word.setLength(0);
          any = false;
        }
        if (c == '\n' && !words.isEmpty()) {
          commands.add(words);
          words = new ArrayList<>();
        }
      }
    }
    return commands;
  }

  /** Sends the command to a server; what it has in {@code target/} is in a folder. */
  static HttpResponse<String> run(List<String> words, TestServer server, Path folder)
      throws IOException {
    return new CurlCommand(folder).send(words, server);
  }

  /** The path that a command asks for. */
  static String path(List<String> words) {
    String url = words.get(words.size() - 1);
    if (!url.startsWith(DOCUMENTED)) {
      throw new IllegalArgumentException("not at " + DOCUMENTED + ": " + words);
    }
    return url.substring(DOCUMENTED.length());
  }

  private HttpResponse<String> send(List<String> words, TestServer server) throws IOException {
    if (!words.get(0).equals("curl")) {
      throw new IllegalArgumentException("not curl: " + words);
    }
    String path = "";
    for (Iterator<String> rest = words.subList(1, words.size()).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "-s" -> {}
        case "-G" -> queryOnly = true;
        case "-X" -> method = rest.next();
        case "-o" -> output = file(rest.next());
        case "-d" -> body = rest.next();
        case "--data-binary" -> body = Files.readString(file(rest.next().substring(1)));
        case "--data-urlencode" -> {
          String[] pair = rest.next().split("=", 2);
          query = pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8);
        }
        case "-H" -> {
          String[] header = rest.next().split(": ", 2);
          request.header(header[0], header[1]);
        }
        default -> path = path(List.of(option));
      }
    }
    URI uri = server.uri(path + (queryOnly ? "?" + query : ""));
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    String verb = !method.isEmpty() ? method : body == null ? "GET" : "POST";
    HttpResponse<String> response =
        TestServer.send(request.uri(uri).method(verb, publisher).build());
    if (output != null) {
      Files.writeString(output, response.body());
    }
    return response;
  }

  private Path file(String name) {
    if (!name.startsWith(FOLDER)) {
      throw new IllegalArgumentException("not in " + FOLDER + ": " + name);
    }
    return folder.resolve(name.substring(FOLDER.length()));
  }
}
