package dev.skein.viewer.analysis;

import dev.skein.export.SpanData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How hints say things. */
final class Words {
  private static final int MAX_NAME = 60;
  private static final int MAX_MESSAGE = 120;

  /** Attributes that name whom a call goes to, the most telling first; some are of old. */
  private static final List<String> CALLEE =
      List.of(
          "peer.service",
          "db.namespace",
          "db.name",
          "db.system.name",
          "db.system",
          "messaging.destination.name",
          "rpc.service",
          "server.address",
          "net.peer.name",
          "network.peer.address");

  private Words() {}

  /** A name in quotation marks, not too long. */
  static String quoted(String name) {
    return '"' + cut(name, MAX_NAME) + '"';
  }

  /** A span by its service and name. */
  static String span(SpanNode node) {
    return service(node.service()) + "'s " + quoted(node.span().name());
  }

  static String service(String name) {
    return cut(name, MAX_NAME);
  }

  /** Whom a call goes to, as far as its own attributes tell; empty if they do not. */
  static String callee(SpanData call) {
    for (String name : CALLEE) {
      Object value = call.attributes().get(name);
      if (value != null) {
        Object port = name.equals("server.address") ? call.attributes().get("server.port") : null;
        return cut(port == null ? value.toString() : value + ":" + port, MAX_NAME);
      }
    }
    return "";
  }

  /** What went wrong in a span; empty if it does not say. */
  static String failure(SpanData span) {
    String type = text(span.attributes(), "error.type");
    String message = span.statusMessage();
    for (SpanData.Event event : span.events()) {
      if (event.name().equals("exception")) {
        type = type.isEmpty() ? text(event.attributes(), "exception.type") : type;
        String said = text(event.attributes(), "exception.message");
        message = said.isEmpty() ? message : said;
      }
    }
    String status = text(span.attributes(), "http.response.status_code");
    if (!status.isEmpty() && (type.isEmpty() || type.equals(status))) {
      type = "HTTP status " + status;
    }
    String both = type.isEmpty() || message.isEmpty() ? type + message : type + ": " + message;
    return cut(both, MAX_MESSAGE);
  }

  private static String text(Map<String, Object> attributes, String name) {
    @Nullable Object value = attributes.get(name);
    return value == null ? "" : value.toString();
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    // not between the halves of a surrogate pair
    int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end) + "…";
  }

  static String count(long number, String one, String many) {
    return number == 1 ? "1 " + one : String.format(Locale.ROOT, "%,d %s", number, many);
  }
}
