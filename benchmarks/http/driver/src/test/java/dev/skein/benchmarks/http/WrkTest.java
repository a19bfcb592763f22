package dev.skein.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkTest {
  private static final String GOOD =
      """
      Running 2s test @ http://127.0.0.1:8080/items/42
        1 threads and 16 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency   140.55us  102.91us   4.71ms   97.53%
          Req/Sec   114.27k     4.34k  119.15k    85.71%
        238654 requests in 2.10s, 18.66MB read
      Requests/sec: 113674.22
      Transfer/sec:      8.89MB
      """;

  @Test
  void output_ofGoodRun_isRead() throws IOException {
    Wrk wrk = Wrk.parse(GOOD);

    assertThat(wrk).isEqualTo(new Wrk(238654, 2.1));
    assertThat(wrk.requestsPerSecond()).isBetween(113_644.0, 113_645.0);
  }

  @Test
  void output_withFailedRequests_isRefused() {
    assertThatThrownBy(() -> Wrk.parse(GOOD + "  Non-2xx or 3xx responses: 3\n"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> Wrk.parse(GOOD + "  Socket errors: connect 0, read 3, write 0, timeout 0\n"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Wrk.parse("unable to connect")).isInstanceOf(IOException.class);
  }

  @Test
  void request_toTheSecondRoute_hasTwoSpans() {
    assertThat(new Wrk.Request("/items/42", true, 16).spans()).isEqualTo(1);
    assertThat(new Wrk.Request("/relay/42", true, 16).spans()).isEqualTo(2);
  }
}
