package dev.skein.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A certificate authority that needs no tool: it writes X.509 itself, so that a test can have as
 * many certificates as it likes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280">RFC 5280</a>
 */
final class TestAuthority {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};

  private static final byte[] ECDSA_WITH_SHA256 =
      der(SEQUENCE, der(OBJECT_ID, hex("2a8648ce3d040302")));
  private static final byte[] COMMON_NAME = der(OBJECT_ID, hex("550403"));
  private static final byte[] BASIC_CONSTRAINTS = der(OBJECT_ID, hex("551d13"));
  private static final byte[] ALTERNATIVE_NAME = der(OBJECT_ID, hex("551d11"));

  private static final DateTimeFormatter TIME_FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final AtomicLong SERIALS = new AtomicLong(1);

  private final String name;
  private final KeyPair keys;

  /** Signed by itself. */
  final Certificate certificate;

  TestAuthority(String name) throws GeneralSecurityException {
    this.name = name;
    this.keys = keys("EC");
    byte[] authority =
        der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(OCTET_STRING, der(SEQUENCE, TRUE)));
    this.certificate = sign(name, keys.getPublic(), Instant.now(), authority);
  }

  /** A certificate for a name, valid from an hour ago for a day, and its key. */
  TestIdentity issue(String algorithm, String commonName) throws GeneralSecurityException {
    return issue(algorithm, commonName, Instant.now());
  }

  /** One that is valid from an hour before a time for a day. */
  TestIdentity issue(String algorithm, String commonName, Instant time)
      throws GeneralSecurityException {
    KeyPair subject = keys(algorithm);
    byte[] dnsName = der(0x82, commonName.getBytes(StandardCharsets.US_ASCII));
    byte[] names = der(SEQUENCE, ALTERNATIVE_NAME, der(OCTET_STRING, der(SEQUENCE, dnsName)));
    Certificate issued = sign(commonName, subject.getPublic(), time, names);
    return new TestIdentity(subject.getPrivate(), List.of(issued, certificate));
  }

  static PrivateKey key(String algorithm) throws GeneralSecurityException {
    return keys(algorithm).getPrivate();
  }

  private static KeyPair keys(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }

  private Certificate sign(String subject, PublicKey key, Instant time, byte[] extension)
      throws GeneralSecurityException {
    byte[] content =
        der(
            SEQUENCE,
            der(0xa0, der(INTEGER, new byte[] {2})),
            der(INTEGER, BigInteger.valueOf(SERIALS.getAndIncrement()).toByteArray()),
            ECDSA_WITH_SHA256,
            name(name),
            der(
                SEQUENCE,
                time(time.minus(Duration.ofHours(1))),
                time(time.plus(Duration.ofHours(23)))),
            name(subject),
            key.getEncoded(),
            der(0xa3, der(SEQUENCE, extension)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    byte[] certificate =
        der(SEQUENCE, content, ECDSA_WITH_SHA256, der(BIT_STRING, new byte[1], signature.sign()));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] name(String commonName) {
    byte[] text = der(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
    return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text)));
  }

  private static byte[] time(Instant time) {
    return der(TIME, TIME_FORMAT.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /** Tag, length and content, by the distinguished encoding rules. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x80) {
      out.write(length < 0x100 ? 0x81 : 0x82);
      if (length >= 0x100) {
        out.write(length >> 8);
      }
    }
    out.write(length);
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new AssertionError(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
