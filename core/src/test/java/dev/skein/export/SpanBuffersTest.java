package dev.skein.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.internal.ProtoWriter;
import dev.skein.internal.TryLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpanBuffersTest {
  private static final long LIMIT = 1 << 20;
  private static final int MAX_SPAN = 8 << 10;

  private final MemoryBudget budget = new MemoryBudget(LIMIT);
  private final ConcurrentLinkedQueue<Chunk> sealed = new ConcurrentLinkedQueue<>();
  private final SpanBuffers buffers = new SpanBuffers(budget, MAX_SPAN, sealed::add, 4, null);

  @Test
  void spans_areFramedOneAfterTheOther() throws Exception {
    buffers.append(TestSpan.of(1));
    buffers.append(new TestSpan(2, 500));
    assertThat(sealed).isEmpty();
    assertThat(buffers.sealAll(0)).isTrue();
    assertThat(sealed).hasSize(1);
    assertThat(numbers()).containsExactly(1L, 2L);
  }

  @Test
  void manySpans_sealChunksOnTheWay_andNoneIsLost() throws Exception {
    for (int i = 1; i <= 2_000; i++) {
      assertThat(buffers.append(new TestSpan(i, 100))).isEqualTo(AppendOutcome.ACCEPTED);
    }
    assertThat(sealed).hasSizeGreaterThan(3);
    buffers.sealAll(0);
    assertThat(numbers()).containsExactlyElementsOf(oneTo(2_000));
    assertThat(buffers.accepted()).isEqualTo(2_000);
  }

  @Test
  void budget_holdsExactlyWhatTheChunksTake() throws Exception {
    for (int i = 1; i <= 777; i++) {
      buffers.append(new TestSpan(i, i % 300));
    }
    buffers.sealAll(0);
    long taken = 0;
    for (Chunk chunk : sealed) {
      assertThat(chunk.reserved).isEqualTo(chunk.bytes.length + Chunk.OVERHEAD);
      assertThat(chunk.bytes.length - chunk.length).isLessThanOrEqualTo(chunk.length / 16);
      taken += chunk.reserved;
    }
    assertThat(budget.used()).isEqualTo(taken);
    sealed.forEach(chunk -> budget.release(chunk.reserved));
    assertThat(budget.used()).isZero();
  }

  @Test
  void idleBuffers_holdNoMemory() throws Exception {
    buffers.append(TestSpan.of(1));
    buffers.sealAll(0);
    budget.release(sealed.remove().reserved);
    assertThat(budget.used()).isZero();
    buffers.sealAll(0);
    assertThat(sealed).isEmpty();
  }

  @Test
  void spanLargerThanAChunk_getsAChunkOfItsOwn() throws Exception {
    MemoryBudget small = new MemoryBudget(100_000);
    SpanBuffers some = new SpanBuffers(small, 64 << 10, sealed::add, 4, null);
    some.append(TestSpan.of(1));
    some.append(new TestSpan(2, 50_000));
    some.append(TestSpan.of(3));
    some.sealAll(0);
    assertThat(sealed).hasSize(3);
    assertThat(numbers()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void tooLargeSpan_isRefusedUnlessItsSmallerFormFits() throws Exception {
    assertThat(buffers.append(new TestSpan(1, MAX_SPAN))).isEqualTo(AppendOutcome.TOO_LARGE);
    EncodableSpan shrinking =
        new EncodableSpan() {
          @Override
          public void encode(ProtoWriter out) {
            new TestSpan(2, MAX_SPAN).encode(out);
          }

          @Override
          public void encodeReduced(ProtoWriter out) {
            TestSpan.of(2).encode(out);
          }
        };
    assertThat(buffers.append(shrinking)).isEqualTo(AppendOutcome.ACCEPTED);
    buffers.sealAll(0);
    assertThat(numbers()).containsExactly(2L);
    assertThat(buffers.accepted()).isEqualTo(1);
  }

  @Test
  void fullBudget_refusesTheNewest_andTakesSpansAgainAfterARelease() throws Exception {
    int accepted = 0;
    while (buffers.append(new TestSpan(accepted + 1, 1_000)) == AppendOutcome.ACCEPTED) {
      accepted++;
    }
    assertThat(budget.used()).isLessThanOrEqualTo(LIMIT);
    // Little of the budget is out of reach.
    assertThat((long) accepted * 1_000).isGreaterThan(LIMIT * 8 / 10);
    assertThat(buffers.append(new TestSpan(0, 1_000))).isEqualTo(AppendOutcome.QUEUE_FULL);

    budget.release(sealed.remove().reserved);
    assertThat(buffers.append(new TestSpan(0, 1_000))).isEqualTo(AppendOutcome.ACCEPTED);
  }

  @Test
  void fullBudget_stillTakesWhatFitsIntoTheCurrentChunk() {
    buffers.append(TestSpan.of(1));
    assertThat(budget.tryReserve(LIMIT - budget.used())).isTrue();
    assertThat(buffers.append(TestSpan.of(2))).isEqualTo(AppendOutcome.ACCEPTED);
    assertThat(buffers.append(new TestSpan(3, 4_000))).isEqualTo(AppendOutcome.QUEUE_FULL);
  }

  @Test
  void spanThatFailsToEncode_leavesTheBufferUsable() throws Exception {
    buffers.append(TestSpan.of(1));
    IllegalStateException defect = new IllegalStateException("defect");
    assertThatThrownBy(
            () ->
                buffers.append(
                    out -> {
                      out.varint(0x30, 1);
                      throw defect;
                    }))
        .isSameAs(defect);
    buffers.append(TestSpan.of(2));
    buffers.sealAll(0);
    assertThat(numbers()).containsExactly(1L, 2L);
  }

  @Test
  void sealThatFails_changesNothing() throws Exception {
    AtomicReference<Error> failure = new AtomicReference<>(new OutOfMemoryError("injected"));
    SpanBuffers fragile =
        new SpanBuffers(
            budget,
            MAX_SPAN,
            chunk -> {
              Error error = failure.get();
              if (error != null) {
                throw error;
              }
              sealed.add(chunk);
            },
            1,
            null);
    fragile.append(TestSpan.of(1));
    long used = budget.used();
    assertThatThrownBy(() -> fragile.sealAll(0)).isSameAs(failure.get());
    assertThat(budget.used()).isEqualTo(used);
    failure.set(null);
    fragile.append(TestSpan.of(2));
    fragile.sealAll(0);
    assertThat(numbers()).containsExactly(1L, 2L);
  }

  @Test
  void spanEndedWhileAnotherIsEncoded_goesToAnotherStripe() throws Exception {
    List<AppendOutcome> inner = new ArrayList<>();
    EncodableSpan outer =
        out -> {
          inner.add(buffers.append(TestSpan.of(2)));
          TestSpan.of(1).encode(out);
        };
    assertThat(buffers.append(outer)).isEqualTo(AppendOutcome.ACCEPTED);
    assertThat(inner).containsExactly(AppendOutcome.ACCEPTED);
    buffers.sealAll(0);
    assertThat(numbers()).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void everyStripeTaken_spanIsSealedAloneInsteadOfWaiting() throws Exception {
    SpanBuffers one = new SpanBuffers(budget, MAX_SPAN, sealed::add, 1, null);
    CountDownLatch leave = new CountDownLatch(1);
    Thread holder = threadInside(one, leave);
    assertThat(one.append(TestSpan.of(2))).isEqualTo(AppendOutcome.ACCEPTED);
    assertThat(one.append(new TestSpan(3, MAX_SPAN))).isEqualTo(AppendOutcome.TOO_LARGE);
    assertThat(sealed).hasSize(1);
    assertThat(sealed.peek().reserved).isEqualTo(sealed.peek().length + Chunk.OVERHEAD);
    // The one who collects does not wait for ever either.
    assertThat(one.sealAll(1)).isFalse();
    long left = LIMIT - budget.used();
    budget.tryReserve(left);
    assertThat(one.append(TestSpan.of(4))).isEqualTo(AppendOutcome.QUEUE_FULL);
    budget.release(left);
    leave.countDown();
    holder.join();
    one.sealAll(0);
    assertThat(numbers()).containsExactly(2L, 1L);
    assertThat(one.accepted()).isEqualTo(2);
  }

  @Test
  void closedStripes_sealWhatTheyHaveAndTakeNothing() throws Exception {
    buffers.append(TestSpan.of(1));
    assertThat(buffers.closeAll(0)).isTrue();
    assertThat(buffers.append(TestSpan.of(2))).isEqualTo(AppendOutcome.CLOSED);
    assertThat(numbers()).containsExactly(1L);
  }

  @Test
  void stripeInUseWhenClosed_isSealedByWhoUsesIt() throws Exception {
    SpanBuffers one = new SpanBuffers(budget, MAX_SPAN, sealed::add, 1, null);
    CountDownLatch leave = new CountDownLatch(1);
    Thread holder = threadInside(one, leave);
    assertThat(one.closeAll(1)).isFalse();
    leave.countDown();
    holder.join();
    assertThat(numbers()).containsExactly(1L);
    assertThat(one.append(TestSpan.of(2))).isEqualTo(AppendOutcome.CLOSED);
  }

  @Test
  void interruptedThread_sealsAndClosesAllTheSame() throws Exception {
    buffers.append(TestSpan.of(1));
    Thread.currentThread().interrupt();
    assertThat(buffers.sealAll(1)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    buffers.append(TestSpan.of(2));
    Thread.currentThread().interrupt();
    assertThat(buffers.closeAll(1)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(numbers()).containsExactly(1L, 2L);
  }

  @Test
  void stripeCount_isAPowerOfTwoAboveTheProcessors() {
    assertThat(TryLock.stripes(1)).isEqualTo(4);
    assertThat(TryLock.stripes(2)).isEqualTo(4);
    assertThat(TryLock.stripes(3)).isEqualTo(8);
    assertThat(TryLock.stripes(12)).isEqualTo(32);
    assertThat(TryLock.stripes(500)).isEqualTo(64);
  }

  @Test
  void manyThreads_loseNothing() throws Exception {
    int threads = 8;
    int each = 5_000;
    MemoryBudget plenty = new MemoryBudget(64 << 20);
    SpanBuffers contended = new SpanBuffers(plenty, MAX_SPAN, sealed::add, 2, null);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      long first = (long) t * each + 1;
      Thread thread =
          new Thread(
              () ->
                  LongStream.range(first, first + each)
                      .mapToObj(TestSpan::of)
                      .forEach(contended::append));
      running.add(thread);
      thread.start();
    }
    for (Thread thread : running) {
      contended.sealAll(1_000_000);
      thread.join();
    }
    contended.sealAll(0);
    assertThat(contended.accepted()).isEqualTo((long) threads * each);
    assertThat(numbers().stream().sorted().toList()).isEqualTo(oneTo((long) threads * each));
    assertThat(plenty.used()).isEqualTo(sealed.stream().mapToLong(chunk -> chunk.reserved).sum());
  }

  private List<Long> numbers() throws MalformedOtlpException {
    List<Long> numbers = new ArrayList<>();
    for (SpanData span :
        OtlpReader.read(new SpanBatch(new byte[0], new byte[0], List.copyOf(sealed)))) {
      numbers.add(TestSpan.numberOf(span));
    }
    assertThat(sealed.stream().mapToInt(chunk -> chunk.spans).sum()).isEqualTo(numbers.size());
    return numbers;
  }

  private static List<Long> oneTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** A thread that has begun to write span 1 and holds the stripe until it may leave. */
  private static Thread threadInside(SpanBuffers buffers, CountDownLatch leave)
      throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () ->
                buffers.append(
                    out -> {
                      inside.countDown();
                      awaitQuietly(leave);
                      TestSpan.of(1).encode(out);
                    }));
    holder.start();
    inside.await();
    return holder;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
