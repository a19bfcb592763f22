package dev.skein.it.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The module runs on the JUnit that it is for. */
class JUnitVersionTest {
  @Test
  void junit_isOfTheVersionTheModuleIsFor() {
    assertThat(Test.class.getPackage().getImplementationVersion())
        .startsWith(System.getProperty("junit.major") + ".");
  }
}
