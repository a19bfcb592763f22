package dev.skein.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.benchmarks.growth.GrowthDriver;
import dev.skein.benchmarks.heap.HeapDriver;
import dev.skein.benchmarks.pipeline.Driver;
import dev.skein.benchmarks.pipeline.Sink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that measure, each as short as can be. */
class ProgramsTest {
  @ParameterizedTest
  @ValueSource(strings = {Subjects.BARE, Subjects.SKEIN, Subjects.OPENTELEMETRY_TUNED})
  void driver_atRates_tellsWhatArrivedAtEach(String subject) throws Exception {
    try (Sink sink = Sink.start()) {
      Map<String, Double> measured =
          printed(
              () ->
                  Driver.main(
                      new String[] {subject, sink.uri().toString(), "1000,5000", "0.1", "0.1"}));

      for (String rate : new String[] {"1000", "5000"}) {
        Double offered = measured.get(rate + ".offered");
        assertThat(offered).isPositive();
        assertThat(measured.get(rate + ".delivered"))
            .isEqualTo(subject.equals(Subjects.BARE) ? 0 : offered);
        assertThat(measured.get(rate + ".cpu")).isPositive();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Subjects.SKEIN_HTTP, Subjects.BRAVE})
  void driver_flatOut_accountsForEverySpan(String subject) throws Exception {
    try (Sink sink = Sink.start()) {
      Map<String, Double> measured =
          printed(
              () ->
                  Driver.main(
                      new String[] {subject, sink.uri().toString(), "flat-out", "0.2", "0.2"}));

      assertThat(measured.get("total-offered"))
          .isPositive()
          .isEqualTo(measured.get("total-delivered") + measured.get("total-dropped"));
    }
  }

  @ParameterizedTest
  @CsvSource({"attributes, 128.app-cpu", "live, 1000000.app-cpu", "threads, 64.cpu"})
  void growthDriver_measuresEverySize(String kind, String last) throws Exception {
    Map<String, Double> measured =
        printed(() -> GrowthDriver.main(new String[] {kind, Subjects.SKEIN, "0.02"}));

    assertThat(measured.get(last)).isPositive();
  }

  @Test
  void heapDriver_tellsWhatStays() throws Exception {
    try (Sink sink = Sink.start()) {
      Map<String, Double> measured =
          printed(() -> HeapDriver.main(new String[] {Subjects.SKEIN, sink.uri().toString()}));

      assertThat(measured).containsKeys("retained", "retained-idle", "classes", "first-hop");
      assertThat(sink.spans()).as("nothing was dropped").isEqualTo(200_002);
    }
  }

  private interface Program {
    void run() throws Exception;
  }

  private static Map<String, Double> printed(Program program) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(console);
    }
    return lines
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("="))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
  }
}
