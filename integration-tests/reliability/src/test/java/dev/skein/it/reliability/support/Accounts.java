package dev.skein.it.reliability.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.export.Health;

/** The two ledgers side by side: what Skein says of its spans, and what the backend really has. */
public final class Accounts {
  private Accounts() {}

  /** The spans that were started are each in exactly one place. To be asked when nothing moves. */
  public static void assertAddUp(Health health) {
    assertThat(health.started())
        .as("started = live + pending + exported + rejected + dropped in %s", health)
        .isEqualTo(
            health.live()
                + health.pending()
                + health.exported()
                + health.rejected()
                + health.droppedTotal());
  }

  /** All spans that ended are exported and the backend has them, and it has no others. */
  public static void assertAllDelivered(
      Health health, long ended, Deliveries.Comparison comparison) {
    assertAddUp(health);
    assertThat(health.started()).isEqualTo(ended);
    assertThat(health.exported()).as("%s", health).isEqualTo(ended);
    assertThat(comparison.lost()).as("%s", comparison).isZero();
    assertThat(comparison.unknown()).as("%s", comparison).isZero();
    assertThat(comparison.delivered()).as("%s", comparison).isEqualTo(ended);
  }
}
