package dev.skein.viewer.analysis;

import dev.skein.viewer.store.AttributeTerm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a call goes to, as far as the caller's span tells, in new and old names of attributes. */
final class Callee {
  /**
   * The attributes of a span as text: null for what is not there, or no text, number or boolean.
   */
  @FunctionalInterface
  interface Attributes {
    @Nullable String get(String name);
  }

  private Callee() {}

  /**
   * The attributes that tell whom a call goes to: what finds such calls. The service, or the
   * database, or where messages go, or the address; none if nothing is known of it.
   */
  static List<AttributeTerm> terms(Attributes span) {
    List<AttributeTerm> terms = new ArrayList<>(2);
    add(terms, span, "peer.service");
    if (terms.isEmpty()) {
      add(terms, span, "db.system.name", "db.system");
      add(terms, span, "db.namespace", "db.name");
    }
    if (terms.isEmpty()) {
      add(terms, span, "messaging.system");
      add(terms, span, "messaging.destination.name");
    }
    return terms.isEmpty() ? addressTerms(span) : terms;
  }

  private static List<AttributeTerm> addressTerms(Attributes span) {
    List<AttributeTerm> terms = new ArrayList<>(2);
    add(terms, span, "server.address", "net.peer.name");
    if (!terms.isEmpty()) {
      add(terms, span, "server.port", "net.peer.port");
    }
    return terms;
  }

  /** Adds the first of these attributes that the span has. */
  private static void add(List<AttributeTerm> terms, Attributes span, String... names) {
    for (String name : names) {
      String value = span.get(name);
      if (value != null && !value.isEmpty()) {
        terms.add(new AttributeTerm(name, value));
        return;
      }
    }
  }

  /** The name of what attributes tell of; empty if they tell of nothing. */
  static String name(List<AttributeTerm> terms) {
    if (terms.isEmpty()) {
      return "";
    }
    String first = String.valueOf(terms.get(0).value());
    if (terms.size() == 1) {
      return first;
    }
    AttributeTerm second = terms.get(1);
    return first + (second.name().endsWith(".port") ? ':' : ' ') + second.value();
  }

  /** The address that is called; empty if it is not known. */
  static String address(Attributes span) {
    return name(addressTerms(span));
  }
}
