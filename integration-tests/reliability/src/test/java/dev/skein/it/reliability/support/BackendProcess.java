package dev.skein.it.reliability.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend with several lives: killed with SIGKILL and started again on the same port, which
 * nobody else is given meanwhile. Not thread-safe.
 */
public final class BackendProcess implements AutoCloseable {
  private final Path directory;
  private final ReservedPort port = new ReservedPort();
  private final List<Path> ledgers = new ArrayList<>();
  private @Nullable JavaProcess process;

  /**
   * A backend that is down.
   *
   * @param directory where the ledgers of its lives go
   */
  public BackendProcess(Path directory) throws IOException {
    this.directory = directory;
  }

  /** Where spans are sent to. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port.number() + "/v1/traces");
  }

  /** Starts it; it listens when this returns. */
  public void up() throws IOException, InterruptedException {
    Path ledger = directory.resolve("ledger-" + ledgers.size());
    ledgers.add(ledger);
    JavaProcess started =
        JavaProcess.start(
            Backend.class, List.of(), String.valueOf(port.number()), ledger.toString());
    process = started;
    started.await(Backend.LISTENING);
  }

  /** Waits until this life has answered its first request. */
  public void awaitAnswer() throws InterruptedException {
    if (process != null) {
      process.await(Backend.ANSWERED);
    }
  }

  /** Kills it; its connections are gone when this returns. */
  public void kill() throws InterruptedException {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  /** The requests of each life. Only of lives that are over all is certain. */
  public List<List<Received>> lives() {
    return ledgers.stream().map(Ledger::read).toList();
  }

  /** What all lives together took. */
  public Deliveries deliveries() {
    return new Deliveries(lives().stream().flatMap(List::stream).toList());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
    port.close();
  }
}
