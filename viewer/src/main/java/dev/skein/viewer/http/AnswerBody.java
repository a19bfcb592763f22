package dev.skein.viewer.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer, written by a worker. */
@FunctionalInterface
interface AnswerBody {
  /** Writes all of it, and does not close the stream. */
  void writeTo(OutputStream stream) throws IOException;
}
