package dev.skein.it.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner finds what it is there to find, and nothing where there is nothing. */
class LeakScannerIT {
  private static final String SECRET = new Canaries().plant("test", "/");

  private static void assertFound(String text) {
    assertThat(LeakScanner.leaks(bytes(text))).as(text).isNotEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void secret_inAnyForm_isFound() {
    assertFound(SECRET);
    assertFound("x" + SECRET.substring(4, SECRET.length() - 4) + "y");
    assertFound(SECRET.toLowerCase(Locale.ROOT));
    assertFound(SECRET.toUpperCase(Locale.ROOT));
    String encoded = "%5A%71%37%78%4b" + SECRET.substring(5, 10);
    assertFound(encoded);
    assertFound(URLEncoder.encode(encoded, StandardCharsets.UTF_8));
    assertFound(HexFormat.of().formatHex(bytes(SECRET)));
    assertFound(HexFormat.of().withUpperCase().formatHex(bytes(SECRET)));
    for (String before : new String[] {"", "u", "us", "user:", "user1:"}) {
      String base64 = Base64.getEncoder().encodeToString(bytes(before + SECRET));
      assertFound("Basic " + base64);
      assertFound(URLEncoder.encode("Basic " + base64, StandardCharsets.UTF_8));
      assertFound(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(before + SECRET)));
    }
  }

  @Test
  void bytesWithoutSecrets_areClean() {
    byte[] noise = new byte[4 << 20];
    new Random(7).nextBytes(noise);

    assertThat(LeakScanner.leaks(noise)).isEmpty();
    assertThat(LeakScanner.leaks(bytes("Zq7x Kq7 http://user:REDACTED@host"))).isEmpty();
  }
}
