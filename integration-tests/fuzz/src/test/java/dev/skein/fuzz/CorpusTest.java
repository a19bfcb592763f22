package dev.skein.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that was ever worth keeping, once. */
class CorpusTest {
  static Stream<String> targets() {
    return Targets.names().stream();
  }

  /** Those of all targets: what is odd for one is new for another, and a fuzzer mixes them. */
  @ParameterizedTest
  @MethodSource("targets")
  void keptInputs_areReadAsTheyShouldBe(String target) throws IOException {
    assertThat(Corpus.of(target).inputs()).as("inputs that are kept").isNotEmpty();
    List<byte[]> inputs = new ArrayList<>();
    for (String name : Targets.names()) {
      inputs.addAll(Corpus.of(name).inputs());
    }
    for (byte[] input : inputs) {
      try {
        Targets.of(target).run(input);
      } catch (Throwable e) {
        throw new AssertionError(target + ": " + Corpus.escape(input), e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothing_isAnInput(String target) throws Throwable {
    Targets.of(target).run(new byte[0]);
  }

  @Test
  void keptInput_isWrittenAsItIsRead() {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    String line = Corpus.escape(every);

    assertThat(line).matches("[ -~]+").startsWith("\\x00\\x01");
    assertThat(Corpus.unescape(line)).isEqualTo(every);
    assertThat(Corpus.unescape("a\\{3:b\\x2c}c"))
        .isEqualTo("ab,b,b,c".getBytes(StandardCharsets.US_ASCII));
    assertThat(Corpus.escape("#".getBytes(StandardCharsets.US_ASCII))).isEqualTo("\\x23");
  }
}
