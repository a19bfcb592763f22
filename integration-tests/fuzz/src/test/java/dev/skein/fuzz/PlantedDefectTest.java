package dev.skein.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.propagation.PlantedFuzz;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fuzzer is worth: a defect in a parser is found, beginning with the kept inputs. */
class PlantedDefectTest {
  /** By far more than it takes, of which a machine may have to do a few at a time. */
  private static final int SECONDS = 240;

  @ParameterizedTest
  @CsvSource({
    "forbidden-version, traceparent",
    "upper-case, traceparent",
    "later-version-read-to-its-end, traceparent",
    "a-copy-per-separator, baggage"
  })
  void defectThatAKeptInputMeets_isFound(String defect, String corpus) throws Throwable {
    PlantedFuzz.fuzzerInitialize(new String[] {defect});
    int found = 0;
    for (byte[] input : Corpus.of(corpus).inputs()) {
      try {
        PlantedFuzz.fuzzerTestOneInput(input);
      } catch (AssertionError e) {
        found++;
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void defectThatNoSeedMeets_isFoundByTheFuzzer() throws Exception {
    Fuzzer.Result result = fuzz("index-out-of-bounds", SECONDS);

    assertThat(result.found()).as(result.conclusion()).isTrue();
    assertThat(result.output()).contains("StringIndexOutOfBounds");
  }

  @Test
  void parserWithoutADefect_passes() throws Throwable {
    PlantedFuzz.fuzzerInitialize(new String[] {"none"});
    for (byte[] input : Corpus.of("traceparent").inputs()) {
      PlantedFuzz.fuzzerTestOneInput(input);
    }
  }

  private static Fuzzer.Result fuzz(String defect, long seconds) throws Exception {
    Path directory = Fuzzer.emptied(Path.of("target", "fuzz", "planted-" + defect));
    return new Fuzzer(directory)
        .option("seed", 1)
        .option("max_len", 8_192)
        .option("len_control", 0)
        .run(PlantedFuzz.class, List.of(defect), seconds);
  }
}
