package dev.skein.it.reliability.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Looks for canaries in bytes: as they are in any case, percent-encoded once or twice, in Base64 at
 * any offset, and in hexadecimal.
 */
final class LeakScanner {
  private static final int AROUND = 40;
  private static final int MOST = 50;
  private static final int MARKER_BITS = Canaries.MARKER.length() * Byte.SIZE;

  private LeakScanner() {}

  /** What was found, each place once, with some of what is around it; empty for nothing. */
  static List<String> leaks(byte[] bytes) {
    List<String> leaks = new ArrayList<>();
    byte[] decoded = percentDecoded(bytes);
    byte[] lower = lower(bytes);
    find(lower, ascii(Canaries.MARKER.toLowerCase(Locale.ROOT)), bytes, "plain", leaks);
    find(lower(decoded), ascii(Canaries.MARKER.toLowerCase(Locale.ROOT)), decoded, "url", leaks);
    byte[] twice = percentDecoded(decoded);
    find(lower(twice), ascii(Canaries.MARKER.toLowerCase(Locale.ROOT)), twice, "url url", leaks);
    find(lower, ascii(HexFormat.of().formatHex(ascii(Canaries.MARKER))), bytes, "hex", leaks);
    for (int offset = 0; offset < 3; offset++) {
      find(bytes, ascii(base64(offset)), bytes, "base64", leaks);
      find(decoded, ascii(base64(offset)), decoded, "url base64", leaks);
    }
    return leaks;
  }

  /** Those digits that the marker alone decides, when so many bytes come before it. */
  static String base64(int offset) {
    byte[] bytes = new byte[offset + Canaries.MARKER.length() + 2];
    System.arraycopy(ascii(Canaries.MARKER), 0, bytes, offset, Canaries.MARKER.length());
    int from = offset * Byte.SIZE;
    int first = (from + 5) / 6;
    int end = (from + MARKER_BITS) / 6;
    return Base64.getEncoder().encodeToString(bytes).substring(first, end);
  }

  private static void find(
      byte[] bytes, byte[] wanted, byte[] shown, String how, List<String> leaks) {
    for (int i = 0; i + wanted.length <= bytes.length && leaks.size() < MOST; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        String before = printable(shown, i - AROUND, i);
        String after = printable(shown, i, i + AROUND);
        String place = how + ": ..." + before;
        if (leaks.stream().noneMatch(leak -> leak.startsWith(place))) {
          leaks.add(place + after + "...");
        }
        i += AROUND;
      }
    }
  }

  private static String printable(byte[] bytes, int from, int to) {
    byte[] part = Arrays.copyOfRange(bytes, Math.max(0, from), Math.min(bytes.length, to));
    return new String(part, StandardCharsets.ISO_8859_1)
        .replaceAll("[^ -~]+", ".")
        .replaceAll("(?i)" + Canaries.MARKER + "[0-9a-z]{5}", "{SHARD}");
  }

  private static byte[] lower(byte[] bytes) {
    byte[] lower = bytes.clone();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] += 'a' - 'A';
      }
    }
    return lower;
  }

  private static byte[] percentDecoded(byte[] bytes) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length) {
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high >= 0 && low >= 0) {
          decoded.write(high << 4 | low);
          i += 2;
          continue;
        }
      }
      decoded.write(bytes[i]);
    }
    return decoded.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
