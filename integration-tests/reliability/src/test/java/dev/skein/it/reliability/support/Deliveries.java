package dev.skein.it.reliability.support;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Everything that a backend took, compared with what it should have taken, id by id. */
public final class Deliveries {
  private final List<Received> requests;

  /** All requests of all lives of one backend. */
  public Deliveries(List<Received> requests) {
    this.requests = List.copyOf(requests);
  }

  /** What it took and answered. */
  public List<Received> answered() {
    return requests.stream().filter(Received::answered).toList();
  }

  /** What it took when there was no time left to say so. */
  public List<Received> unanswered() {
    return requests.stream().filter(request -> !request.answered()).toList();
  }

  /** The unanswered ones whose spans came again, all or some. */
  public List<Received> repeated() {
    long[] answeredIds = sorted(ids(answered()));
    return unanswered().stream()
        .filter(
            request -> LongStream.of(request.spanIds()).anyMatch(id -> contains(answeredIds, id)))
        .toList();
  }

  /** Compares with the ids of the spans that ended. */
  public Comparison compare(long[] ended) {
    long[] wanted = sorted(LongStream.of(ended));
    long[] taken = sorted(ids(requests));
    long[] distinct = LongStream.of(taken).distinct().toArray();
    long[] answeredIds = sorted(ids(answered()));
    long answeredTwice = answeredIds.length - LongStream.of(answeredIds).distinct().count();
    long lost = LongStream.of(wanted).filter(id -> !contains(distinct, id)).count();
    long unknown = LongStream.of(distinct).filter(id -> !contains(wanted, id)).count();
    return new Comparison(
        distinct.length, lost, unknown, taken.length - distinct.length, answeredTwice);
  }

  /**
   * What a comparison found.
   *
   * @param delivered different spans that the backend has
   * @param lost spans that ended and that it has not
   * @param unknown spans it has that nobody ended
   * @param duplicates how many times too often it has spans
   * @param answeredTwice those of the duplicates for which it had said that it has them
   */
  public record Comparison(
      long delivered, long lost, long unknown, long duplicates, long answeredTwice) {}

  private static LongStream ids(List<Received> requests) {
    return requests.stream().flatMapToLong(request -> Arrays.stream(request.spanIds()));
  }

  private static long[] sorted(LongStream ids) {
    return ids.sorted().toArray();
  }

  private static boolean contains(long[] sorted, long id) {
    return Arrays.binarySearch(sorted, id) >= 0;
  }
}
