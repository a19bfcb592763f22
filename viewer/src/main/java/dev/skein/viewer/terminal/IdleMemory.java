package dev.skein.viewer.terminal;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Lets the JVM give memory back to the system when nothing comes in any more. By itself it keeps
 * what it once needed, up to a quarter of the machine, as G1 shrinks the heap when it collects all
 * of it only, which it does not while there is nothing to do.
 */
final class IdleMemory {
  /** Options and values, in an order in which the least free share is never above the most. */
  private static final List<List<String>> OPTIONS =
      List.of(
          List.of("MinHeapFreeRatio", "10"),
          List.of("MaxHeapFreeRatio", "30"),
          List.of("G1PeriodicGCInterval", "20000"));

  private IdleMemory() {}

  /**
   * Changes the options of this JVM that can be changed while it runs, and that whoever started it
   * has not chosen. Where there are none, nothing is done.
   */
  static void giveBack() {
    try {
      giveBack(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
    } catch (RuntimeException | LinkageError e) {
      // another JVM, or one without management: it does as it likes
    }
  }

  static void giveBack(HotSpotDiagnosticMXBean jvm) {
    for (List<String> option : OPTIONS) {
      String name = option.get(0);
      try {
        VMOption now = jvm.getVMOption(name);
        if (now.isWriteable() && now.getOrigin() == VMOption.Origin.DEFAULT) {
          jvm.setVMOption(name, option.get(1));
        }
      } catch (IllegalArgumentException e) {
        // no such option here, or one chosen by the user forbids the value
      }
    }
  }
}
