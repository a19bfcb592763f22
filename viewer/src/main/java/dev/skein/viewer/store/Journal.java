package dev.skein.viewer.store;

/** Is told what happens to the spans of a store, in the order in which it happens. */
interface Journal {
  /** For whom nobody keeps one. */
  Journal NONE =
      new Journal() {
        @Override
        public void added(SpanRecord span) {}

        @Override
        public void evicted(long high, long low, boolean touched) {}
      };

  /** A span was taken. */
  void added(SpanRecord span);

  /**
   * A trace made room.
   *
   * @param high the first half of its id
   * @param low the second half of its id
   * @param touched whether it has got spans since the last {@link TraceTable#begin}
   */
  void evicted(long high, long low, boolean touched);
}
