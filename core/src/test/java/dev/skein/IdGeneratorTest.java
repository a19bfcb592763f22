package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
  @Test
  void random_concurrently_repeatsNothing() {
    IdGenerator ids = IdGenerator.random();
    Set<Long> seen = ConcurrentHashMap.newKeySet();

    IntStream.range(0, 200_000).parallel().forEach(i -> seen.add(ids.nextLong()));

    assertThat(seen).hasSize(200_000);
  }

  @Test
  void random_everyBitIsSetHalfOfTheTime() {
    IdGenerator ids = IdGenerator.random();
    int[] set = new int[64];
    int rounds = 20_000;
    for (int i = 0; i < rounds; i++) {
      long id = ids.nextLong();
      for (int bit = 0; bit < 64; bit++) {
        set[bit] += (int) (id >>> bit) & 1;
      }
    }

    assertThat(Arrays.stream(set).boxed())
        .allMatch(count -> Math.abs(count - rounds / 2) < rounds / 20);
  }

  @Test
  void twoGenerators_areSeededApart() {
    assertThat(IdGenerator.random().nextLong()).isNotEqualTo(IdGenerator.random().nextLong());
  }

  @Test
  void zero_isNeverUsedAsAnId() {
    long[] sequence = {0, 0, 5, 0, 6};
    int[] next = {0};
    try (Skein skein =
        Skein.builder()
            .options(SkeinOptions.builder().serviceName("ids").exporter(ExporterKind.NONE).build())
            .idGenerator(() -> sequence[next[0]++])
            .build()) {
      Span span = skein.tracer().startSpan("s");

      assertThat(span.traceIdLow()).isEqualTo(5);
      assertThat(span.spanIdAsLong()).isEqualTo(6);
    }
  }
}
