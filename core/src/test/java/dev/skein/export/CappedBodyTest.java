package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class CappedBodyTest {
  private final CappedBody body = new CappedBody(10);
  private final Connection connection = new Connection();

  private static final class Connection implements Flow.Subscription {
    private long requested;
    private boolean cancelled;

    @Override
    public void request(long n) {
      requested += n;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  @Test
  void cancel_beforeTheBodyBegins_letsGoAsSoonAsItDoes() {
    body.cancel();
    body.onSubscribe(connection);

    assertThat(connection.cancelled).isTrue();
    assertThat(connection.requested).isZero();
  }

  @Test
  void cancel_whileTheBodyIsRead_letsGoAtOnce() {
    body.onSubscribe(connection);
    body.cancel();

    assertThat(connection.requested).isEqualTo(1);
    assertThat(connection.cancelled).isTrue();
  }
}
