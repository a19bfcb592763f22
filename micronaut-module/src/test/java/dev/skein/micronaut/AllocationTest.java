package dev.skein.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the look at a received request allocates, in bytes. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 1_000;

  @Controller("/allocation")
  static class AllocationController {
    // written, so that no look can be left out
    volatile @Nullable Object seen;

    @Get("/{what}")
    String bytes(HttpRequest<?> request, String what) {
      NettyRequest received = Objects.requireNonNull(NettyRequest.of(request));
      Supplier<@Nullable Object> look =
          switch (what) {
            case "absent" -> () -> received.header("forwarded");
            case "present" -> () -> received.header("traceparent");
            case "target" -> received::target;
            case "address" -> received::peerAddress;
            case "scheme" -> received::scheme;
            default -> throw new IllegalArgumentException(what);
          };
      measure(look); // classes are loaded, methods are linked
      return Long.toString(measure(look));
    }

    private long measure(Supplier<@Nullable Object> look) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        seen = look.get();
      }
      return (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }
  }

  /** One iterator, where it is known that there is a line, to see whether there are more. */
  @ParameterizedTest
  @CsvSource({"absent, 0", "present, 48", "target, 0", "address, 0", "scheme, 0"})
  void look_atReceivedRequest(String what, long atMost) {
    try (App app = App.start()) {
      String bytes = app.get("/allocation/" + what, "traceparent", App.TRACEPARENT).body();

      assertThat(Long.parseLong(bytes)).isLessThanOrEqualTo(atMost);
    }
  }
}
