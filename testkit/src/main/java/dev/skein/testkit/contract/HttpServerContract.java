package dev.skein.testkit.contract;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of what traces received HTTP requests. A subclass starts a server with the adapter;
 * everything else is here: all requests are sent, the server is stopped, and each case is a test of
 * its own that compares the answer and every field of the span.
 *
 * <p>While the contract runs, the default locale is Turkish, whose lower-case {@code I} is no
 * {@code i}; tests that depend on the locale must not run in the same JVM at the same time.
 */
public abstract class HttpServerContract {
  private static final String CONTRACT = "HTTP server";

  /** The adapter and the version of its framework. */
  protected abstract Subject subject();

  /**
   * Starts the server under contract, on a free port of the loopback interface. Called several
   * times, one server after the other.
   */
  protected abstract ContractSubject start(ContractSetup setup) throws Exception;

  /** What the framework cannot do; nothing by default. */
  protected List<Deviation> deviations() {
    return List.of();
  }

  /** The cases. */
  @TestFactory
  public final Stream<DynamicNode> contract() {
    Subject subject = subject();
    Judge judge = new Judge(subject, deviations(), ContractResults.of(CONTRACT, subject));
    try {
      return new ServerVerdict(judge, this::run).nodes();
    } catch (Exception e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "all requests are sent",
              () -> {
                throw new AssertionError(subject + " cannot be held to the contract: " + e, e);
              }));
    }
  }

  private ServerRun run(Fault fault) throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      return ServerRun.of(fault, this::start, ServerCases.connections(fault));
    } finally {
      Locale.setDefault(before);
    }
  }
}
