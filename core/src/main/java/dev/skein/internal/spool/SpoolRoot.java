package dev.skein.internal.spool;

import java.io.IOException;
import java.util.List;

/** What the folders of all processes are below. */
interface SpoolRoot {
  /** Makes a folder for this process and locks it. */
  SpoolFiles create() throws IOException;

  /**
   * Takes over folders that nobody holds any more: they are moved below the one of this process,
   * whose lock is theirs from then on.
   *
   * @param most how many; the rest is for the next call
   */
  List<SpoolFiles> adopt(SpoolFiles own, int most) throws IOException;
}
