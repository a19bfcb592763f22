package dev.skein.export;

import java.io.IOException;

/** Bytes that are no OTLP message, or one beyond what {@link OtlpReader} is willing to read. */
public final class MalformedOtlpException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedOtlpException(String message) {
    super(message);
  }
}
