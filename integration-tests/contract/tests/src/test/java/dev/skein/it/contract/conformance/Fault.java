package dev.skein.it.contract.conformance;

import java.util.List;

/** Something that a propagator does wrong. */
interface Fault {
  /** None. */
  Fault NONE = new Fault() {};

  /** What it makes of the lines that were received before they are read. */
  default List<HeaderLine> received(List<HeaderLine> lines) {
    return lines;
  }

  /**
   * What it makes of the lines that are to be sent.
   *
   * @param received before they were read
   */
  default List<HeaderLine> sent(List<HeaderLine> received, List<HeaderLine> lines) {
    return lines;
  }
}
