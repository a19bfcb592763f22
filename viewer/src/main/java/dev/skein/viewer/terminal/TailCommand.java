package dev.skein.viewer.terminal;

import dev.skein.export.MalformedOtlpException;
import dev.skein.export.SpanData;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what a running viewer receives, until Ctrl-C. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    header = "Prints each trace that a running viewer receives, once it is quiet.",
    description = {
      "",
      "QUERY is what the page's search box takes, such as"
          + " service:payment status:error 'duration>100ms'. Without one, all traces are printed.",
      "When the viewer goes away, tail waits until it is back.",
      ""
    })
final class TailCommand implements Callable<Integer> {
  private static final long RECONNECT_MILLIS = 500;

  @Mixin private ViewerUrl url = new ViewerUrl();

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which traces; default: all.")
  private List<String> query = List.of();

  private final Terminal terminal;
  private volatile @Nullable CommandFailure failure;

  TailCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ViewerClient client = url.client();
    TraceTail tail =
        new TraceTail(
            traceId -> spans(client, traceId),
            terminal.out(),
            terminal.style(),
            terminal.columns());
    Thread reader = new Thread(() -> follow(client, tail), "live");
    reader.setDaemon(true);
    reader.start();
    tail.run();
    if (failure != null) {
      throw failure;
    }
    return 0;
  }

  private List<SpanData> spans(ViewerClient client, String traceId)
      throws IOException, InterruptedException {
    try {
      return TraceSpans.read(client.otlp(traceId));
    } catch (RefusedException e) {
      return List.of(); // it has made room for others
    } catch (MalformedOtlpException e) {
      terminal.err().println("trace " + traceId + " cannot be printed: " + e.getMessage());
      return List.of();
    }
  }

  /**
   * Reads events for as long as there is anybody to print them, from one viewer after the other.
   */
  private void follow(ViewerClient client, TraceTail tail) {
    String search = String.join(" ", query);
    Instant lost = null;
    boolean told = false;
    try {
      while (failure == null) {
        try (InputStream stream = client.live(search)) {
          terminal.err().println("Waiting for traces from " + client + " (Ctrl-C ends)");
          told = false;
          if (lost != null) {
            catchUp(client, tail, search, lost);
          }
          read(new ServerSentEvents(stream), tail);
        } catch (RefusedException e) {
          if (e.isFinal()) {
            failure = new CommandFailure(CommandFailure.USAGE, e);
            tail.close();
            return;
          }
        } catch (IOException e) {
          // said below, once
        }
        lost = told ? lost : Instant.now();
        if (!told) {
          terminal.err().println("No viewer at " + client + "; waiting until there is one");
          told = true;
        }
        Thread.sleep(RECONNECT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What began while nobody listened. */
  private static void catchUp(ViewerClient client, TraceTail tail, String search, Instant since)
      throws IOException, InterruptedException {
    client
        .traces(Map.of("q", search, "from", String.valueOf(since.toEpochMilli()), "limit", "1000"))
        .traceIds()
        .forEach(tail::changed);
  }

  private void read(ServerSentEvents events, TraceTail tail) throws IOException {
    for (ServerSentEvents.Event event = events.next(); event != null; event = events.next()) {
      if (event.name().equals("traces")) {
        TracePage page = TracePage.parse(event.data());
        page.traceIds().forEach(tail::changed);
        if (page.skipped() > 0) {
          terminal.err().println(page.skipped() + " traces are not shown: too many at once");
        }
      }
    }
  }
}
