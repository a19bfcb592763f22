package dev.skein.viewer.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the terminal needs of an answer with summaries of traces.
 *
 * @param traceIds the traces, in the answer's order
 * @param next where the next page begins; null if this is the last one
 * @param skipped how many traces of a live tail were left out
 */
record TracePage(List<String> traceIds, @Nullable String next, long skipped) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads an answer of {@code /api/traces}, or an event of {@code /api/live}.
   *
   * @throws IOException if it is something else
   */
  static TracePage parse(String json) throws IOException {
    List<String> traceIds = new ArrayList<>();
    String next = null;
    long skipped = 0;
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        switch (field) {
          case "traces" -> readIds(parser, traceIds);
          case "next" -> next = parser.getValueAsString();
          case "skipped" -> skipped = parser.getValueAsLong();
          default -> parser.skipChildren();
        }
      }
    }
    return new TracePage(List.copyOf(traceIds), next, skipped);
  }

  private static void readIds(JsonParser parser, List<String> traceIds) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (field.equals("traceId")) {
          traceIds.add(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  /** What is wrong, if the text is an answer that says it; else the text. */
  static String error(String body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT
          && "error".equals(parser.nextFieldName())
          && parser.nextToken() == JsonToken.VALUE_STRING) {
        return parser.getText();
      }
    } catch (IOException e) {
      // not JSON: another server's text
    }
    return body;
  }
}
