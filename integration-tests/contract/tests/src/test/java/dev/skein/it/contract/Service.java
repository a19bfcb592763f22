package dev.skein.it.contract;

import dev.skein.testkit.contract.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A packaged service: one adapter on one version of its framework. Immutable.
 *
 * @param framework as people write it
 * @param version of the framework
 * @param java the program that runs it
 * @param launch what follows {@code java} and its options: {@code -jar} and a file, or {@code -cp},
 *     a class path and a class
 * @param clients the names of its HTTP clients, the main one first
 * @param deviations from the contracts
 */
record Service(
    String framework,
    String version,
    Path java,
    List<String> launch,
    List<String> clients,
    Deviations deviations) {

  Service {
    launch = List.copyOf(launch);
    clients = List.copyOf(clients);
  }

  /** The folder of all applications. */
  static Path apps() {
    return Path.of(System.getProperty("contract.apps"));
  }

  /** The version of this build. */
  static String buildVersion() {
    return System.getProperty("contract.version");
  }

  /** The program that runs this test. */
  static Path thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The same on another Java. */
  Service on(Path otherJava) {
    return new Service(framework, version, otherJava, launch, clients, deviations);
  }

  /** What the results are about. */
  Subject subject() {
    return new Subject(framework, version);
  }

  /** The value of {@code service.name}, which tells the spans of services apart. */
  String serviceName() {
    return (framework + "-" + version).toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  @Override
  public String toString() {
    return framework + " " + version;
  }
}
