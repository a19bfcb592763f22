package dev.skein.it.contract.conformance;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every MUST and SHOULD of W3C Trace Context Level 2 (Candidate Recommendation of 28 March 2024)
 * that messages can show. What "should" says in small letters below a MUST counts as MUST.
 */
public final class TraceContextRequirements {
  /** In the order of the specification. */
  public static final List<Requirement> ALL =
      Stream.of(
              TraceparentRequirements.ALL,
              TracestateRequirements.ALL,
              TraceContextMutationRequirements.ALL)
          .flatMap(List::stream)
          .toList();

  private TraceContextRequirements() {}
}
