package dev.skein.it.contract.conformance;

import java.util.Arrays;
import java.util.List;

/**
 * Something that a specification asks of whoever receives and sends its headers. Immutable.
 *
 * @param id unique in its specification
 * @param section of the specification
 * @param text what has to be so, in our words
 * @param cases what shows that it is so
 */
public record Requirement(String id, String section, Level level, String text, List<Case> cases) {

  /** How much it is asked for. */
  public enum Level {
    MUST,
    SHOULD
  }

  public Requirement {
    cases = List.copyOf(cases);
  }

  static Requirement must(String id, String section, String text, Case... cases) {
    return new Requirement(id, section, Level.MUST, text, Arrays.asList(cases));
  }

  static Requirement should(String id, String section, String text, Case... cases) {
    return new Requirement(id, section, Level.SHOULD, text, Arrays.asList(cases));
  }

  /**
   * Finds out whether the service meets it.
   *
   * @throws AssertionError when it does not
   */
  public void verify(Conversation conversation) throws Exception {
    for (Case each : cases) {
      each.verify(conversation);
    }
  }

  /** {@code section | level | text}. */
  @Override
  public String toString() {
    return section + " | " + level + " | " + text;
  }
}
