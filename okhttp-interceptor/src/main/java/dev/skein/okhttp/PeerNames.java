package dev.skein.okhttp;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the addresses that a client talks to, so that they are not made for every attempt.
 * Thread-safe; keeps the latest few.
 */
final class PeerNames {
  /** A power of two. */
  private static final int SIZE = 64;

  private final AtomicReferenceArray<@Nullable Peer> latest = new AtomicReferenceArray<>(SIZE);

  private record Peer(InetAddress address, String text) {}

  /** The text of an address; the same object for the same address, mostly. */
  @SuppressWarnings("ReferenceEquality") // equal addresses may have scopes of their own
  String of(InetAddress address) {
    // a connection hands out one object for all its requests
    int place = System.identityHashCode(address) & (SIZE - 1);
    Peer known = latest.get(place);
    if (known == null || known.address() != address) {
      known = new Peer(address, address.getHostAddress());
      latest.set(place, known);
    }
    return known.text();
  }
}
