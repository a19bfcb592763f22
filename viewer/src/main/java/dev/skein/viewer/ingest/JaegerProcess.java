package dev.skein.viewer.ingest;

import java.util.Arrays;

/** The spans of one of Jaeger's processes, which may be described after them. */
final class JaegerProcess {
  private static final int FIRST_BYTES = 64;

  /** Attributes of its resource. */
  final MessageWriter resource = new MessageWriter(FIRST_BYTES);

  private final MessageWriter scopes = new MessageWriter(FIRST_BYTES);
  private boolean isOpen;
  private byte[] scope = {};
  private int mark;

  /** Adds a span to others of its scope, or begins others. */
  void add(JaegerTag.Meaning meaning, MessageWriter span) {
    byte[] own = meaning.scope();
    if (!isOpen || !Arrays.equals(own, scope)) {
      end();
      isOpen = true;
      scope = own;
      mark = scopes.begin();
      if (own.length > 0) {
        scopes.bytes(0x0A, own);
      }
    }
    int begun = scopes.begin();
    scopes.fields(span);
    scopes.end(0x12, begun);
  }

  private void end() {
    if (isOpen) {
      scopes.end(0x12, mark);
      isOpen = false;
    }
  }

  /** Writes what a request has of it. */
  void write(MessageWriter out) {
    end();
    if (scopes.size() == 0) {
      return;
    }
    int resourceSpans = out.begin();
    int begun = out.begin();
    out.fields(resource);
    out.end(0x0A, begun);
    out.fields(scopes);
    out.end(0x0A, resourceSpans);
  }
}
