package dev.skein.benchmarks.viewer;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the subjects, running in a process of its own. */
final class Server implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
  private static final Pattern ADDED = Pattern.compile("\"addedSpans\"\\s*:\\s*(\\d+)");
  private static final Pattern HELD = Pattern.compile("\"spans\"\\s*:\\s*(\\d+)");
  private static final Pattern ACCEPTED =
      Pattern.compile("\"counter\\.zipkin_collector\\.spans\\.http\"\\s*:\\s*([0-9.E]+)");

  private final String subject;
  private final Process process;
  private final int port;
  private final double readySeconds;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Server(String subject, Process process, int port, double readySeconds) {
    this.subject = subject;
    this.process = process;
    this.port = port;
    this.readySeconds = readySeconds;
  }

  /** Starts a subject and waits until it says that it is healthy. */
  static Server start(String subject, Subjects subjects) throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", subjects.jar(subject).toString()));
    if (subject.equals(Subjects.VIEWER)) {
      command.addAll(List.of("--port", Integer.toString(port), "--zipkin-port", "none"));
    }
    Path log = Files.createTempFile("skein-benchmark", ".log");
    log.toFile().deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("QUERY_PORT", Integer.toString(port));
    long start = System.nanoTime();
    Process process = builder.start();
    // whoever interrupts the benchmark leaves no server behind
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    while (!isHealthy(port)) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE) {
        process.destroyForcibly();
        throw new IOException(subject + " did not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(PAUSE);
    }
    return new Server(subject, process, port, (System.nanoTime() - start) / 1e9);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isHealthy(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/health").toURL().openConnection();
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** From the start of the process until it was healthy. */
  double readySeconds() {
    return readySeconds;
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port + pathAndQuery);
  }

  HttpResponse<byte[]> get(String pathAndQuery) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(HttpRequest.newBuilder(uri(pathAndQuery)).build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(subject + ": " + pathAndQuery + " gave " + response.statusCode());
    }
    return response;
  }

  /** The spans that it says it has taken since it was started. */
  long spansTaken() throws IOException, InterruptedException {
    boolean viewer = subject.equals(Subjects.VIEWER);
    return number(viewer ? "/api/stats" : "/metrics", viewer ? ADDED : ACCEPTED);
  }

  /** The spans that the viewer holds now; Zipkin does not tell. */
  long spansHeld() throws IOException, InterruptedException {
    return number("/api/stats", HELD);
  }

  private long number(String path, Pattern pattern) throws IOException, InterruptedException {
    String text = new String(get(path).body(), StandardCharsets.UTF_8);
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException(subject + " does not tell how many spans it has: " + text);
    }
    return (long) Double.parseDouble(matcher.group(1));
  }

  /** What the process has of the machine's memory, in MiB: Linux' resident set. */
  double residentMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
