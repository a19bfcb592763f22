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

  /** What names whom a call goes to where a map would rather name nobody. */
  private static final List<String> LAST_RESORT = List.of("rpc.service", "network.peer.address");

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
    String callee = Callee.name(Callee.terms(name -> text(call.attributes(), name)));
    for (int i = 0; i < LAST_RESORT.size() && callee.isEmpty(); i++) {
      callee = text(call.attributes(), LAST_RESORT.get(i));
    }
    return cut(callee, MAX_NAME);
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
