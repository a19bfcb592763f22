package dev.skein.http;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Which address is private, against {@link InetAddress}; and which host one of some patterns. */
public final class IpAddressFuzz {
  private static final HostPatterns PATTERNS =
      new HostPatterns(List.of("shop.example", "*.inner.example", "[::1]"));

  private IpAddressFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    check(Input.text(data));
    if (data.length == 4 || data.length == 16) {
      bytes(data);
    }
  }

  /** Any address is read as it is written. */
  private static void bytes(byte[] address) {
    try {
      InetAddress inet = InetAddress.getByAddress(address);
      String text = inet.getHostAddress();
      Check.same(IpAddress.isPrivate(text, 0, text.length()), isPrivate(inet), text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(String text) {
    boolean found = IpAddress.isPrivate(text, 0, text.length());
    Check.allocates(0, () -> IpAddress.isPrivate(text, 0, text.length()));
    // Java also reads leading zeros, which might mean octal digits, and five digits; we do not
    if (text.matches("[0-9a-fA-F:.]{2,45}")
        && text.indexOf(':') != text.lastIndexOf(':')
        && !text.matches("(.*[:.])?0[0-9]+(\\..*|$)")
        && !text.matches(".*[0-9a-fA-F]{5}.*")) {
      try {
        // in brackets it is an address or nothing: no name is looked up
        InetAddress inet = InetAddress.getByName("[" + text + "]");
        Check.same(found, isPrivate(inet), text);
      } catch (UnknownHostException e) {
        Check.that(!found, "what is no address is not private", text);
      }
    } else if (text.indexOf(':') < 0 && found) {
      Check.that(text.matches("[ \t]*[0-9]{1,3}(\\.[0-9]{1,3}){3}[ \t]*"), "four parts", text);
    }
    if (text.indexOf('*') < 0) {
      boolean known =
          text.equalsIgnoreCase("shop.example")
              || text.equalsIgnoreCase("shop.example.")
              || text.equals("::1")
              || text.equals("::1.")
              || text.matches("(?is).+\\.inner\\.example\\.?");
      Check.same(PATTERNS.matches(text), known, "whether a host is known");
    }
  }

  private static boolean isPrivate(InetAddress address) {
    boolean uniqueLocal =
        address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == 0xFC;
    boolean oldSiteLocal = address.getAddress().length == 16 && address.isSiteLocalAddress();
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || (address.isSiteLocalAddress() && !oldSiteLocal)
        || uniqueLocal;
  }
}
