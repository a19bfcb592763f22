package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user runs them. */
@Timeout(600)
class MainProcessTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4737";
  private static final int SIGTERM = 128 + 15;

  @TempDir private Path directory;

  private static RunningMain viewer(String... args) throws Exception {
    String[] all = new String[args.length + 4];
    System.arraycopy(new String[] {"--port", "0", "--zipkin-port", "none"}, 0, all, 0, 4);
    System.arraycopy(args, 0, all, 4, args.length);
    return RunningMain.start(all);
  }

  @Test
  void viewer_saysInOneLineWhereItIs_andEndsQuietly() throws Exception {
    try (RunningMain viewer = viewer("--max-spans", "1000", "--max-memory", "20MB")) {
      URI url = viewer.awaitUrl();

      assertThat(RunningMain.get(url.resolve("/health")).statusCode()).isEqualTo(200);
      assertThat(viewer.terminate()).isEqualTo(SIGTERM);
      assertThat(viewer.output())
          .containsExactly(
              "Skein Viewer: "
                  + url
                  + " takes OTLP and Zipkin; 0 traces, in memory only; room for 1,000 spans or"
                  + " 20 MB");
    }
  }

  @Test
  void portThatIsTaken_isAMistake_butZipkinsPortIsNone() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String port = String.valueOf(taken.getLocalPort());
      try (RunningMain viewer = RunningMain.start("--port", port)) {
        assertThat(viewer.awaitEnd()).isEqualTo(2);
        assertThat(viewer.output()).hasSize(2);
        assertThat(viewer.output().get(0)).startsWith("Port " + port);
        assertThat(viewer.output().get(1)).contains("http://localhost:" + port, "--port");
      }
      try (RunningMain viewer = RunningMain.start("--port", "0", "--zipkin-port", port)) {
        URI url = viewer.awaitUrl();
        assertThat(viewer.awaitLine(line -> line.startsWith("Port " + port)))
            .contains(url + "/api/v2/spans");
      }
    }
  }

  @Test
  void viewerThatOthersCanReach_saysSo() throws Exception {
    try (RunningMain viewer = viewer("--host", "0.0.0.0")) {
      viewer.awaitUrl();
      viewer.awaitLine(line -> line.contains("0.0.0.0") && line.contains("no password"));
    }
  }

  @Test
  void filesOnTheCommandLine_areShown() throws Exception {
    Path file = directory.resolve("trace.json");
    Files.writeString(file, RunningMain.otlp(TRACE, "charge \\u001b[31m"));
    try (RunningMain viewer = viewer(file.toString())) {
      URI url = viewer.awaitUrl();
      try (RunningMain show = RunningMain.start("show", "4BF9", "--url", url.toString())) {
        assertThat(show.awaitEnd()).isZero();
        assertThat(show.output().stream().map(String::stripTrailing))
            .containsExactly(
                "trace " + TRACE + ": 1 span, 1 service, complete",
                "  payment  charge ?[31m   25.0 ms  ████████████████████████████████████████"
                    + "  ◀ 25.0 ms of its own, the most here");
      }
    }
  }

  @Test
  void viewerThatIsKilled_hasItsTracesAgain() throws Exception {
    String data = directory.resolve("data").toString();
    try (RunningMain viewer = viewer("--data", data)) {
      RunningMain.send(viewer.awaitUrl(), TRACE, "charge");
    }
    try (RunningMain viewer = viewer("--data", data)) {
      URI url = viewer.awaitUrl();

      assertThat(viewer.output().get(0)).contains("1 trace, kept in " + data);
      assertThat(RunningMain.get(url.resolve("/api/traces/" + TRACE)).body()).contains("charge");
    }
  }

  @Test
  void tail_printsWhatItIsAskedFor_andFollowsAViewerThatIsRestarted() throws Exception {
    try (Forwarder address = new Forwarder();
        RunningMain tail =
            RunningMain.start("tail", "--url", address.uri().toString(), "operation:charge")) {
      tail.awaitLine(line -> line.startsWith("No viewer at " + address.uri()));
      try (RunningMain viewer = viewer()) {
        address.forwardTo(viewer.awaitUrl());
        tail.awaitLine(line -> line.startsWith("Waiting for traces"));
        RunningMain.send(address.uri(), OTHER, "refund");
        RunningMain.send(address.uri(), TRACE, "charge");
        tail.awaitLine(line -> line.startsWith("trace " + TRACE));
        address.disconnect();
      }
      tail.awaitLine(line -> line.startsWith("No viewer at " + address.uri()));
      try (RunningMain viewer = viewer()) {
        address.forwardTo(viewer.awaitUrl());
        tail.awaitLine(line -> line.startsWith("Waiting for traces"));
        RunningMain.send(address.uri(), OTHER, "charge");
        tail.awaitLine(line -> line.startsWith("trace " + OTHER));
      }
      assertThat(tail.output().toString()).doesNotContain("refund");
    }
  }

  @Test
  void tail_endsWithTheReasonWhenTheSearchCannotBeUnderstood() throws Exception {
    try (RunningMain viewer = viewer();
        RunningMain tail =
            RunningMain.start("tail", "--url", viewer.awaitUrl().toString(), "duration>soon")) {
      assertThat(tail.awaitEnd()).isEqualTo(2);
      assertThat(tail.output()).hasSize(1);
      assertThat(tail.output().get(0)).contains("duration");
    }
  }
}
