package dev.skein.viewer.http;

/** Counts requests that are being answered, so that a close can wait for them. Thread-safe. */
final class RequestsInFlight {
  // guarded by this
  private int count;
  private boolean closing;

  /** Counts a request, unless the server closes. */
  synchronized boolean begin() {
    if (closing) {
      return false;
    }
    count++;
    return true;
  }

  synchronized void end() {
    count--;
    notifyAll();
  }

  /** Waits until no more requests are let in. */
  synchronized void awaitClosing() throws InterruptedException {
    while (!closing) {
      wait();
    }
  }

  /** Lets no more requests in, and waits for those that are. */
  synchronized void close(long timeoutMillis) {
    closing = true;
    notifyAll();
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    try {
      for (long left = timeoutMillis; count > 0 && left > 0; ) {
        wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
