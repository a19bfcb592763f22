package dev.skein.viewer.http;

import org.jspecify.annotations.Nullable;

/**
 * An answer that a worker writes.
 *
 * @param fileName the name under which a browser keeps it; null to show it
 */
record Answer(String contentType, @Nullable String fileName, AnswerBody body) {
  static Answer json(Json json) {
    return new Answer(Json.TYPE, null, json::writeTo);
  }
}
