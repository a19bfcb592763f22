package dev.skein.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.it.reliability.support.Accounts;
import dev.skein.it.reliability.support.Figure;
import dev.skein.it.reliability.support.Load;
import dev.skein.it.reliability.support.ScriptedBackend;
import dev.skein.it.reliability.support.ScriptedBackend.Answer;
import dev.skein.it.reliability.support.ScriptedBackend.Arrival;
import dev.skein.it.reliability.support.ScriptedBackend.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wait that an endpoint asks for is obeyed by all spans, not only by those it refused. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(1800)
class RetryAfterIT {
  private static final int SPANS_PER_SECOND = 2_000;
  private static final int CASES = 4;
  private static final long WAIT_SECONDS = Figure.count(30, 3);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);

  private static final AtomicInteger DONE = new AtomicInteger();
  private static final AtomicLong SPANS = new AtomicLong();
  private static final AtomicLong TOO_EARLY = new AtomicLong();
  private static final AtomicLong REQUESTS = new AtomicLong();

  @ParameterizedTest
  @CsvSource({"429, seconds", "429, date", "503, seconds", "503, date"})
  void wait_isObeyedByEveryBatch(int status, String form) throws Exception {
    Instant until = Instant.now().plusSeconds(WAIT_SECONDS).truncatedTo(ChronoUnit.SECONDS);
    boolean date = form.equals("date");
    String value =
        date
            ? DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC))
            : String.valueOf(WAIT_SECONDS);
    byte[] refusal = ScriptedBackend.head(status, "Retry-After: " + value);
    try (ScriptedBackend backend = new ScriptedBackend(new Written(false, refusal));
        Skein skein = skein(backend)) {
      long first = Load.serverSpans(skein.tracer()).getAsLong();
      Arrival refused = backend.awaitArrivals(1).get(0);
      backend.answer(Answer.TAKEN);
      while (skein.health().lastError() == null) {
        // what is sent before the refusal has come is nobody's fault
        skein.flush(SHORT);
      }
      long now = date ? System.nanoTime() : refused.nanoTime();
      long waitNanos =
          date
              ? ChronoUnit.NANOS.between(Instant.now(), until)
              : Duration.ofSeconds(WAIT_SECONDS).toNanos();
      Load load = Load.start(Load.serverSpans(skein.tracer()), SPANS_PER_SECOND);
      // also one who wants everything sent at once has to wait
      skein.flush(LONG);
      long[] ended = load.stop();
      assertThat(skein.flush(LONG).complete()).isTrue();

      List<Arrival> arrivals = backend.arrivals();
      List<Long> tooEarly =
          arrivals.stream()
              .skip(1)
              .map(at -> at.nanoTime() - now)
              .filter(nanos -> nanos < waitNanos)
              .toList();
      assertThat(tooEarly).as("nanoseconds of %s at which others came", waitNanos).isEmpty();
      long[] all = Arrays.copyOf(ended, ended.length + 1);
      all[ended.length] = first;
      Accounts.assertAllDelivered(skein.health(), all.length, backend.deliveries().compare(all));
      DONE.incrementAndGet();
      SPANS.addAndGet(all.length);
      TOO_EARLY.addAndGet(tooEarly.size());
      REQUESTS.addAndGet(arrivals.size());
    }
  }

  private static Skein skein(ScriptedBackend backend) {
    return Skein.builder()
        .options(
            SkeinOptions.builder()
                .serviceName("retry after")
                .tracesEndpoint(backend.endpoint())
                .exportDelay(Duration.ofMillis(100))
                .build())
        .build();
  }

  @AfterAll
  static void report() {
    if (DONE.get() == CASES) {
      Figure.report(
          "retry-after",
          "429 and 503 with Retry-After, as seconds and as a date, under 2,000 spans/s",
          "%d waits of %d s, %d of %d requests within one, %,d spans, 0 lost"
              .formatted(CASES, WAIT_SECONDS, TOO_EARLY.get(), REQUESTS.get(), SPANS.get()));
    }
  }
}
