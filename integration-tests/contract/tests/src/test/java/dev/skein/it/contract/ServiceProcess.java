package dev.skein.it.contract;

import dev.skein.testkit.contract.ContractSubject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service in a process of its own, on a port that it chose. */
final class ServiceProcess implements ContractSubject {
  private static final long START_SECONDS = 300;
  private static final long STOP_SECONDS = 300;
  private static final Pattern ADDRESS =
      Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost):(\\d+)");
  private static final Pattern STARTED =
      Pattern.compile("Listening on|Server Running", Pattern.CASE_INSENSITIVE);

  private final Service service;
  private final Path log;
  private final Process process;
  private final Thread reader;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private ServiceProcess(Service service, Path log, Process process) {
    this.service = service;
    this.log = log;
    this.process = process;
    this.reader = new Thread(this::read, service.serviceName() + "-output");
    // for tests that are interrupted
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    reader.start();
  }

  /** Starts a service with more in its environment: at least where its spans go. */
  static ServiceProcess start(Service service, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(service, environment, List.of());
  }

  /** Starts a service with more options of its Java, which take the place of the usual ones. */
  static ServiceProcess start(
      Service service, Map<String, String> environment, List<String> options)
      throws IOException, InterruptedException {
    Path logs = Files.createDirectories(Path.of(System.getProperty("contract.logs")));
    List<String> command = new ArrayList<>();
    command.add(service.java().toString());
    // with Turkish letters, i is no lowercase I
    command.addAll(List.of("-Duser.language=tr", "-Duser.country=TR"));
    command.addAll(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(service.launch());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OTEL_SERVICE_NAME", service.serviceName());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    ServiceProcess started =
        new ServiceProcess(service, logs.resolve(service.serviceName() + ".log"), builder.start());
    try {
      started.port.get(START_SECONDS, TimeUnit.SECONDS);
      return started;
    } catch (ExecutionException | TimeoutException e) {
      started.process.destroyForcibly();
      throw new AssertionError(service + " did not start; see " + started.log, e);
    }
  }

  @Override
  public int port() {
    return port.join();
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.println(line);
        copy.flush();
        Matcher address = ADDRESS.matcher(line);
        if (STARTED.matcher(line).find() && address.find()) {
          port.complete(Integer.parseInt(address.group(1)));
        }
      }
      port.completeExceptionally(new IllegalStateException("it ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
      throw new UncheckedIOException(e);
    }
  }

  /** Tells the server to stop, as an operating system does, and waits until it has ended. */
  @Override
  public void close() throws InterruptedException {
    // not process.destroy(): that would close the server's output, too
    process.toHandle().destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(service + " did not stop; see " + log);
    }
    reader.join();
  }
}
