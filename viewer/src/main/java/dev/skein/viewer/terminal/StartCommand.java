package dev.skein.viewer.terminal;

import dev.skein.viewer.Viewer;
import dev.skein.viewer.ViewerOptions;
import dev.skein.viewer.store.StoreStats;
import dev.skein.viewer.text.PrintableText;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a viewer and lets it run until Ctrl-C. */
@Command(
    name = "skein-viewer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Receives traces of OpenTelemetry and Zipkin clients and shows them in a browser.",
    description = {"", "Without a command the viewer starts, and runs until Ctrl-C.", ""},
    footer = {
      "",
      "Exit codes: 1 a trace is not there, 2 the command line or what it names cannot be used."
    })
final class StartCommand implements Callable<Integer> {
  private static final String NO_ZIPKIN = "none";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of page, API, OTLP and Zipkin; 0: any free one. Default: 4318.")
  private int port = ViewerOptions.DEFAULT_PORT;

  @Option(
      names = "--zipkin-port",
      paramLabel = "PORT",
      description = "A second port, unless it is taken; none: no second one. Default: 9411.")
  private String zipkinPort = String.valueOf(ViewerOptions.DEFAULT_ZIPKIN_PORT);

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = {
        "Name or address to listen at. Default: localhost.",
        "At any other one, others can read and write traces: there is no password."
      })
  private @Nullable String host;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "Another name by which browsers may address it. Repeatable.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory that keeps traces over a restart. Default: none.")
  private @Nullable Path data;

  @Option(
      names = "--max-spans",
      paramLabel = "COUNT",
      description = "How many spans are kept, the newest. Default: 500000.")
  private @Nullable Long maxSpans;

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      description = {
        "How much memory they may take: 256MB, 1GiB.",
        "Default: 256MiB, or half of the heap (-Xmx) if that is less."
      })
  private @Nullable String maxMemory;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "OTLP (JSON or protobuf) or Zipkin (JSON) to import, also gzipped.")
  private List<Path> files = List.of();

  private final Terminal terminal;

  StartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    startWithFiles();
    IdleMemory.giveBack();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** A method of its own, so that nothing of the files is held once they are in the store. */
  private void startWithFiles() {
    ViewerOptions options = options();
    SpanFiles imports = SpanFiles.read(files);
    Viewer viewer = start(options);
    // Ctrl-C and SIGTERM end here; what has arrived is written down before the process goes.
    Runtime.getRuntime().addShutdownHook(new Thread(viewer::close, "close-viewer"));
    imports.addTo(viewer.store());
    announce(viewer, imports);
  }

  private ViewerOptions options() {
    try {
      ViewerOptions.Builder builder = ViewerOptions.builder().port(port);
      if (zipkinPort.equals(NO_ZIPKIN)) {
        builder.withoutZipkin();
      } else {
        builder.zipkinPort(zipkinPort());
      }
      if (host != null) {
        builder.host(host);
      }
      allowedHosts.forEach(builder::allowHost);
      if (data != null) {
        builder.dataDirectory(data);
      }
      if (maxSpans != null) {
        builder.maxSpans(maxSpans);
      }
      if (maxMemory != null) {
        builder.maxBytes(ByteSize.parse(maxMemory));
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(CommandFailure.USAGE, e);
    }
  }

  private int zipkinPort() {
    try {
      return Integer.parseInt(zipkinPort);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--zipkin-port is a number or 'none'", e);
    }
  }

  private static Viewer start(ViewerOptions options) {
    try {
      return Viewer.start(options);
    } catch (BindException e) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          e.getMessage()
              + "\nPerhaps a viewer runs already: look at http://localhost:"
              + options.port()
              + ", or choose another port with --port");
    } catch (IOException e) {
      throw new CommandFailure(CommandFailure.USAGE, e);
    }
  }

  private void announce(Viewer viewer, SpanFiles imports) {
    ViewerOptions options = viewer.options();
    URI zipkin = viewer.zipkinUri();
    StoreStats stats = viewer.store().stats();
    terminal
        .out()
        .println(
            "Skein Viewer: "
                + viewer.uri()
                + " takes OTLP and Zipkin"
                + (zipkin == null ? "" : ", port " + zipkin.getPort() + " too")
                + "; "
                + TraceText.number(stats.traces(), "trace")
                + (options.dataDirectory() == null
                    ? ", in memory only"
                    : ", kept in " + options.dataDirectory())
                + "; room for "
                + ByteSize.count(options.maxSpans())
                + " spans or "
                + ByteSize.format(options.maxBytes()));
    if (zipkin == null && !zipkinPort.equals(NO_ZIPKIN)) {
      remark(
          "Port "
              + zipkinPort
              + " is taken; Zipkin's clients can send to "
              + viewer.uri().resolve("/api/v2/spans"));
    }
    if (!isLoopback(options.host())) {
      remark("Others can reach it at " + options.host() + ", and there is no password");
    }
    imports.problems().forEach(this::remark);
    if (stats.disk() != null) {
      remarks(stats.disk());
    }
  }

  private void remarks(StoreStats.Disk disk) {
    if (disk.skippedBytes() > 0) {
      remark(
          ByteSize.count(disk.skippedBytes())
              + " bytes of damaged files in "
              + disk.directory()
              + " were passed over");
    }
    if (disk.problem() != null) {
      remark(disk.problem());
    }
  }

  private void remark(String text) {
    terminal.err().println(PrintableText.clean(text));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true; // it was bound, so it was known a moment ago
    }
  }
}
