package dev.skein.viewer.http;

/**
 * The body of a request while it is worked on: what it was before it was compressed takes the place
 * of what came, so that no more than two of them are in memory at a time. For one thread at a time.
 */
final class ReceivedBody implements AutoCloseable {
  private final ByteBudget.Share share;
  private byte[] bytes;

  /**
   * A body as it came.
   *
   * @param share what the bytes have taken was taken by it
   */
  ReceivedBody(byte[] bytes, ByteBudget.Share share) {
    this.bytes = bytes;
    this.share = share;
  }

  /** As it came, or as it was decoded last. */
  byte[] bytes() {
    return bytes;
  }

  /** Decompresses it to no more than a limit, and forgets what it was until now. */
  void decode(ContentEncoding encoding, int limit) throws HttpProblem {
    int before = bytes.length;
    if (encoding != ContentEncoding.IDENTITY) {
      bytes = encoding.decode(bytes, limit, share);
      share.giveBack(before);
    }
  }

  /** Gives back all that it has taken; further calls do nothing. */
  @Override
  public void close() {
    share.close();
  }
}
