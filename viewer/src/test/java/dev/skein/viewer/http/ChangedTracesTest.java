package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.viewer.store.TraceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangedTracesTest {
  private static final TraceId A = new TraceId(0, 1);
  private static final TraceId B = new TraceId(0, 2);
  private static final TraceId C = new TraceId(0, 3);

  @Test
  void changes_areTakenOnce_theLastAtTheEnd() {
    ChangedTraces changed = new ChangedTraces(10);
    changed.add(List.of(A, B));
    changed.add(List.of(C, A));

    assertThat(changed.isEmpty()).isFalse();
    assertThat(changed.take()).isEqualTo(new ChangedTraces.Taken(List.of(B, C, A), 0));
    assertThat(changed.isEmpty()).isTrue();
    assertThat(changed.take()).isEqualTo(new ChangedTraces.Taken(List.of(), 0));
  }

  @Test
  void moreThanTheLimit_losesTheOldest_andCountsThem() {
    ChangedTraces changed = new ChangedTraces(2);
    changed.add(List.of(A, B, C));

    assertThat(changed.take()).isEqualTo(new ChangedTraces.Taken(List.of(B, C), 1));
  }
}
