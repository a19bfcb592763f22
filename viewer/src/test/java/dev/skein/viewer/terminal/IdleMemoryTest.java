package dev.skein.viewer.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleMemoryTest {
  private final Map<String, VMOption> options = new HashMap<>();
  private final Map<String, String> changed = new LinkedHashMap<>();

  /** Answers as the JDK's does. */
  private final HotSpotDiagnosticMXBean jvm =
      (HotSpotDiagnosticMXBean)
          Proxy.newProxyInstance(
              IdleMemoryTest.class.getClassLoader(),
              new Class<?>[] {HotSpotDiagnosticMXBean.class},
              (proxy, method, arguments) -> {
                VMOption option = options.get((String) arguments[0]);
                if (option == null) {
                  throw new IllegalArgumentException("does not exist");
                }
                if (method.getName().equals("setVMOption")) {
                  changed.put(option.getName(), (String) arguments[1]);
                  return null;
                }
                return option;
              });

  private void option(String name, boolean writeable, VMOption.Origin origin) {
    options.put(name, new VMOption(name, "0", writeable, origin));
  }

  @Test
  void optionsThatCanBeChanged_areChanged_theLeastBeforeTheMost() {
    option("G1PeriodicGCInterval", true, VMOption.Origin.DEFAULT);
    option("MinHeapFreeRatio", true, VMOption.Origin.DEFAULT);
    option("MaxHeapFreeRatio", true, VMOption.Origin.DEFAULT);

    IdleMemory.giveBack(jvm);

    assertThat(changed)
        .containsExactly(
            entry("MinHeapFreeRatio", "10"),
            entry("MaxHeapFreeRatio", "30"),
            entry("G1PeriodicGCInterval", "20000"));
  }

  @Test
  void optionsThatTheUserHasChosen_orThatCannotBeChanged_stay() {
    option("G1PeriodicGCInterval", false, VMOption.Origin.DEFAULT);
    option("MinHeapFreeRatio", true, VMOption.Origin.VM_CREATION);
    option("MaxHeapFreeRatio", true, VMOption.Origin.ENVIRON_VAR);

    IdleMemory.giveBack(jvm);

    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"G1PeriodicGCInterval", "MinHeapFreeRatio", "MaxHeapFreeRatio"})
  void optionThatIsMissing_keepsNothingElseFromBeingChanged(String missing) {
    optionsThatCanBeChanged_areChanged_theLeastBeforeTheMost();
    changed.clear();
    options.remove(missing);

    IdleMemory.giveBack(jvm);

    assertThat(changed).hasSize(2).doesNotContainKey(missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G1PeriodicGCInterval", "MinHeapFreeRatio", "MaxHeapFreeRatio"})
  void options_areTheJdks(String name) {
    assertThat(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(name)
                .isWriteable())
        .isTrue();
  }
}
