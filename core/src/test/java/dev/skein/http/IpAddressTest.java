package dev.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  private static boolean isPrivate(String text) {
    return IpAddress.isPrivate(text, 0, text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "10.1.2.3:65535",
        "10.1.2.3:_hidden",
        " 10.1.2.3\t",
        "::1",
        "[::1]",
        "[::1]:8080",
        "0:0:0:0:0:0:0:1",
        "0000:0000:0000:0000:0000:0000:0000:0001",
        "fe80::1",
        "fe80::1%eth0",
        "fe80:0:0:0:1:2:3:4%2",
        "febf::",
        "[fe80::1%25en0]:80",
        "fc00::",
        "fd12:3456:789a:1::1",
        "FDFF::1",
        "::ffff:10.0.0.1",
        "::ffff:a00:1",
        "::FFFF:127.0.0.1",
        "0:0:0:0:0:ffff:192.168.1.1",
        "[::ffff:10.0.0.1]:80",
        "fd00:1:2:3:4:5:6::",
      })
  void privateAddress_isOne(String text) {
    assertThat(isPrivate(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "8.8.8.8",
        "126.255.255.255",
        "128.0.0.1",
        "9.255.255.255",
        "11.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.1.1",
        "192.169.1.1",
        "169.253.1.1",
        "169.255.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "::2",
        "2001:db8::1",
        "[2001:db8::1]:443",
        "fbff::1",
        "fe00::1",
        "fe7f::1",
        "fec0::1",
        "ff02::1",
        "::ffff:8.8.8.8",
        "::ffff:808:808",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "1::ffff:10.0.0.1",
      })
  void publicAddress_isNotPrivate(String text) {
    assertThat(isPrivate(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "unknown",
        "_hidden",
        "10",
        "10.1",
        "10.0.0",
        "10.0.0.",
        ".10.0.0.1",
        "10..0.1",
        "10.0.0.1.",
        "10.0.0.1.2",
        "10.0.0.256",
        "10.0.0.1000",
        "010.0.0.1",
        "10.0.0.01",
        "0x0a.0.0.1",
        "10.0.0.1/8",
        "10.0.0.1 8.8.8.8",
        "10.0.0.1\u0000",
        "10.0.0.1;",
        "１０.0.0.1",
        "١٠.0.0.1",
        "-10.0.0.1",
        "+10.0.0.1",
        ":",
        ":::",
        "::1::",
        ":1::",
        "::1:",
        "1:2:3:4:5:6:7",
        "fd00:1:2:3:4:5:6:7:8",
        "fd00:1:2:3:4:5:6:7:",
        ":fd00:1:2:3:4:5:6:7",
        "fd00:1:2:3:4:5:6:7::",
        "fd00::1::2",
        "fd000::1",
        "fd00::g",
        "fd00::١",
        "fd00::-1",
        "[::1",
        "::1]",
        "[]",
        "[",
        "[::1]x",
        "[10.0.0.1]",
        "[::1]8080",
        "::ffff:10.0.0",
        "::ffff:10.0.0.1:1",
        "10.0.0.1::",
        "fd00:1.2.3.4::",
        "%eth0",
        "10.0.0.1%eth0",
      })
  void noAddress_isNotPrivate(String text) {
    assertThat(isPrivate(text)).isFalse();
  }

  @Test
  void partOfAText_isAllThatIsLookedAt() {
    String text = "8.8.8.8, 10.0.0.1, ::1, 2001:db8::1";

    assertThat(IpAddress.isPrivate(text, 8, 17)).isTrue();
    assertThat(IpAddress.isPrivate(text, 18, 22)).isTrue();
    assertThat(IpAddress.isPrivate(text, 0, 7)).isFalse();
    assertThat(IpAddress.isPrivate(text, 23, text.length())).isFalse();
  }

  /** The JDK's own reading of its own texts, for addresses that cannot be told by their look. */
  @Test
  void anyAddress_isJudgedAsTheJdkDoes() throws UnknownHostException {
    Random random = new Random(20_261_123);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      if (random.nextInt(4) > 0) {
        begin(bytes, random);
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      boolean expected =
          address.isLoopbackAddress()
              || address.isLinkLocalAddress()
              || (bytes.length == 4 && address.isSiteLocalAddress())
              || (bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc);

      assertThat(isPrivate(address.getHostAddress())).as(address.toString()).isEqualTo(expected);
    }
  }

  /** Makes the address one of those near the edges, with many zeros. */
  private static void begin(byte[] bytes, Random random) {
    int[] firsts = {10, 127, 172, 192, 169, 0xfc, 0xfd, 0xfe, 0, 11, 0xff};
    int[] seconds = {0, 15, 16, 31, 32, 168, 254, 0x80, 0xbf, 0xc0, 255};
    bytes[0] = (byte) firsts[random.nextInt(firsts.length)];
    bytes[1] = (byte) seconds[random.nextInt(seconds.length)];
    if (random.nextInt(3) == 0) {
      for (int i = 2; i < bytes.length - 1; i++) {
        bytes[i] = 0;
      }
      bytes[bytes.length - 1] = (byte) random.nextInt(3);
    }
  }
}
