package dev.skein.viewer.http;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Places for workers that wait until a client takes what it has asked for. There are fewer than
 * workers, so that however many clients read slowly, others are answered: when all places are
 * taken, the client that has been waited for longest is given up for the next one. Thread-safe.
 */
final class SlowClients {
  private final int places;
  private final long patienceNanos;
  private final long graceNanos;
  private final LongSupplier nanoClock;

  /** Guarded by this. */
  private final Set<Place> waiting = new HashSet<>();

  /**
   * Places that are empty.
   *
   * @param patienceNanos for how long a client is waited for in any case
   * @param graceNanos how long the next one waits for a place before somebody is given up: clients
   *     that read well are waited for, too, for moments
   */
  SlowClients(int places, long patienceNanos, long graceNanos, LongSupplier nanoClock) {
    this.places = places;
    this.patienceNanos = patienceNanos;
    this.graceNanos = graceNanos;
    this.nanoClock = nanoClock;
  }

  /**
   * What an answer waits with, not yet in a place.
   *
   * @param giveUp ends the waiting; called on any thread, with no lock held
   */
  Place place(Runnable giveUp) {
    return new Place(giveUp);
  }

  private synchronized @Nullable Place exchange(Place next) throws InterruptedException {
    Place given = null;
    long grace = nanoClock.getAsLong() + graceNanos;
    while (waiting.size() >= places) {
      Place longest = waiting.stream().max(Comparator.comparingLong(Place::waited)).orElseThrow();
      long left = Math.max(patienceNanos - longest.waited(), grace - nanoClock.getAsLong());
      if (left <= 0) {
        waiting.remove(longest);
        given = longest;
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
    next.since = nanoClock.getAsLong();
    waiting.add(next);
    return given;
  }

  private synchronized void leave(Place place) {
    place.before += nanoClock.getAsLong() - place.since;
    waiting.remove(place);
    notifyAll();
  }

  /** The waiting for one client, which is over and begins again as the client takes some. */
  final class Place {
    private final Runnable giveUp;

    /** How long was waited until it was left; and since when it is. Guarded by the outer object. */
    private long before;

    private long since;

    private Place(Runnable giveUp) {
      this.giveUp = giveUp;
    }

    private long waited() {
      return before + nanoClock.getAsLong() - since;
    }

    /**
     * Begins to wait. Returns at once, or after others were waited for as long as has to be at
     * most; one of them may be given up.
     */
    void enter() throws InterruptedException {
      Place given = exchange(this);
      if (given != null) {
        given.giveUp.run();
      }
    }

    /** Ends the waiting. */
    void leave() {
      SlowClients.this.leave(this);
    }
  }
}
