package dev.skein.viewer.analysis;

import dev.skein.viewer.store.AttributeTerm;
import dev.skein.viewer.store.TraceView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a call goes to, as far as the caller's span tells, in new and old names of attributes. */
final class Callee {
  private Callee() {}

  /** The name of what is called; null if nothing is known of it. */
  static @Nullable String name(TraceView view, int span) {
    String service = view.attribute(span, "peer.service");
    if (service != null) {
      return service;
    }
    String database = first(view, span, "db.system.name", "db.system");
    if (database != null) {
      return with(database, first(view, span, "db.namespace", "db.name"));
    }
    String broker = view.attribute(span, "messaging.system");
    return broker == null
        ? address(view, span)
        : with(broker, view.attribute(span, "messaging.destination.name"));
  }

  /** The attributes that {@link #name} is made of: what finds such calls. */
  static List<AttributeTerm> terms(TraceView view, int span) {
    List<AttributeTerm> terms = new ArrayList<>();
    if (add(terms, view, span, "peer.service")) {
      return terms;
    }
    if (add(terms, view, span, "db.system.name", "db.system")) {
      add(terms, view, span, "db.namespace", "db.name");
    } else if (add(terms, view, span, "messaging.system")) {
      add(terms, view, span, "messaging.destination.name");
    } else {
      add(terms, view, span, "server.address", "net.peer.name");
      add(terms, view, span, "server.port", "net.peer.port");
    }
    return terms;
  }

  /** Adds the first of these attributes that the span has; whether there is one. */
  private static boolean add(List<AttributeTerm> terms, TraceView view, int span, String... names) {
    for (String name : names) {
      String value = view.attribute(span, name);
      if (value != null) {
        terms.add(new AttributeTerm(name, value));
        return true;
      }
    }
    return false;
  }

  /** The address that is called; null if it is not known. */
  static @Nullable String address(TraceView view, int span) {
    String host = first(view, span, "server.address", "net.peer.name");
    if (host == null) {
      return null;
    }
    String port = first(view, span, "server.port", "net.peer.port");
    return port == null ? host : host + ':' + port;
  }

  private static @Nullable String first(TraceView view, int span, String name, String oldName) {
    String value = view.attribute(span, name);
    return value == null ? view.attribute(span, oldName) : value;
  }

  private static String with(String system, @Nullable String name) {
    return name == null ? system : system + ' ' + name;
  }
}
