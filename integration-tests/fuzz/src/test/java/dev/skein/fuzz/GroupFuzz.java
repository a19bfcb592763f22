package dev.skein.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several targets in one process, by the first byte of an input: what a process costs to start is
 * paid once. The names come as arguments; a single one gets the whole input.
 */
public final class GroupFuzz {
  private static final List<String> NAMES = new ArrayList<>();
  private static final List<Targets.Target> TARGETS = new ArrayList<>();
  private static long[] runs = {};

  private GroupFuzz() {}

  /** Called before the first input. */
  public static void fuzzerInitialize(String[] names) {
    for (String name : names) {
      NAMES.add(name);
      TARGETS.add(Targets.of(name));
    }
    runs = new long[names.length];
  }

  public static void fuzzerTestOneInput(byte[] data) throws Throwable {
    boolean several = runs.length > 1;
    int chosen = several && data.length > 0 ? (data[0] & 0xFF) % runs.length : 0;
    runs[chosen]++;
    TARGETS
        .get(chosen)
        .run(several && data.length > 0 ? Arrays.copyOfRange(data, 1, data.length) : data);
  }

  /** Called after the last input. */
  public static void fuzzerTearDown() {
    for (int i = 0; i < runs.length; i++) {
      System.err.println(RUNS + NAMES.get(i) + " " + runs[i]);
    }
  }

  /** What the lines about the number of runs begin with. */
  static final String RUNS = "runs of ";
}
