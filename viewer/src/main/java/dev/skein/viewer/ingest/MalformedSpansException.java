package dev.skein.viewer.ingest;

import java.io.IOException;

/**
 * Bytes that are not spans in the format that was expected. The message says what is wrong and
 * where; whatever it quotes has been shortened and made printable.
 */
public final class MalformedSpansException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedSpansException(String message) {
    super(message);
  }
}
