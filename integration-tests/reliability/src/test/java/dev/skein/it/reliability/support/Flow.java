package dev.skein.it.reliability.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;

/**
 * What happens to the bytes of one direction of one connection. Each has its own state and is used
 * for one connection only.
 */
@FunctionalInterface
public interface Flow {
  /** How a flow ends its connection. */
  final class Broken extends IOException {
    private static final long serialVersionUID = 1L;
    final boolean reset;

    Broken(boolean reset) {
      super(reset ? "reset" : "closed");
      this.reset = reset;
    }
  }

  /** Passes bytes on, or not; late, or not; or ends the connection. */
  void pass(byte[] bytes, int length, OutputStream out, Socket to)
      throws IOException, InterruptedException;

  /** Everything, at once. */
  static Flow plain() {
    return (bytes, length, out, to) -> out.write(bytes, 0, length);
  }

  /** Nothing. */
  static Flow swallowed() {
    return (bytes, length, out, to) -> {};
  }

  /** So many bytes, and then a reset (RST). */
  static Flow resetAfter(int most) {
    return cut(most, true);
  }

  /** So many bytes, and then an orderly end (FIN). */
  static Flow truncatedAfter(int most) {
    return cut(most, false);
  }

  private static Flow cut(int most, boolean reset) {
    int[] left = {most};
    return (bytes, length, out, to) -> {
      int now = Math.min(left[0], length);
      out.write(bytes, 0, now);
      left[0] -= now;
      if (left[0] == 0) {
        throw new Broken(reset);
      }
    };
  }

  /** Everything, each piece that much later. */
  static Flow late(Duration latency) {
    return (bytes, length, out, to) -> {
      Pause.of(latency);
      out.write(bytes, 0, length);
    };
  }

  /** Everything, in pieces of that many bytes with a pause before each. */
  static Flow trickled(int piece, Duration pause) {
    return (bytes, length, out, to) -> {
      for (int i = 0; i < length; i += piece) {
        Pause.of(pause);
        out.write(bytes, i, Math.min(piece, length - i));
      }
    };
  }

  /** As many random bytes instead. */
  static Flow garbage(long seed) {
    Random random = new Random(seed);
    return (bytes, length, out, to) -> {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      out.write(noise);
    };
  }

  /** Everything twice. */
  static Flow twice() {
    return (bytes, length, out, to) -> {
      out.write(bytes, 0, length);
      out.write(bytes, 0, length);
    };
  }

  /** Nothing, but the end of the stream at once; the other direction stays open. */
  static Flow halfClosed() {
    return (bytes, length, out, to) -> {
      if (!to.isOutputShutdown()) {
        to.shutdownOutput();
      }
    };
  }
}
