package dev.skein.export;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * What a PEM file holds: blocks of Base64 with a label each, and text between them, which says
 * nothing. Problems say what is wrong, and never show anything of the file. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PemFile {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

  /** What stands in each block, and its label. */
  private final List<Map.Entry<String, byte[]>> blocks = new ArrayList<>();

  PemFile(byte[] bytes) throws SSLException {
    if (bytes.length == 0) {
      throw new SSLException("is empty");
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int label = begin + BEGIN.length();
      int labelEnd = text.indexOf(DASHES, label);
      int end = labelEnd < 0 ? -1 : text.indexOf(END, labelEnd + DASHES.length());
      if (end < 0) {
        throw new SSLException("ends in the middle of a block");
      }
      String body = text.substring(labelEnd + DASHES.length(), end);
      blocks.add(Map.entry(text.substring(label, labelEnd), decode(body)));
      begin = text.indexOf(BEGIN, end);
    }
  }

  /** The bytes of a block; none if it has headers, as encrypted keys of old have. */
  private static byte[] decode(String body) throws SSLException {
    if (body.indexOf(':') >= 0) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new SSLException("has a block that is no Base64");
    }
  }

  /** All certificates, in their order; at least one. */
  List<Certificate> certificates() throws SSLException {
    List<Certificate> certificates = new ArrayList<>();
    for (Map.Entry<String, byte[]> block : blocks) {
      if (block.getKey().equals("CERTIFICATE")) {
        certificates.add(certificate(block.getValue(), certificates.size() + 1));
      }
    }
    if (certificates.isEmpty()) {
      throw new SSLException(
          "holds no certificate in PEM (" + BEGIN + "CERTIFICATE" + DASHES + ")");
    }
    return certificates;
  }

  private static Certificate certificate(byte[] der, int number) throws SSLException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new SSLException("holds a certificate that cannot be read, as number " + number);
    }
  }

  /** The one private key. */
  PrivateKey privateKey() throws SSLException {
    for (Map.Entry<String, byte[]> block : blocks) {
      switch (block.getKey()) {
        case "PRIVATE KEY" -> {
          return privateKey(block.getValue());
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new SSLException(
                "holds an encrypted key; decrypt it with \"openssl pkcs8 -in FILE\", or use a"
                    + " PKCS#12 key store");
        case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
            throw new SSLException(
                "holds a key as "
                    + (block.getKey().startsWith("RSA") ? "PKCS#1" : block.getKey())
                    + ", not as PKCS#8; convert it with \"openssl pkcs8 -topk8 -nocrypt -in"
                    + " FILE\"");
        default -> {} // a certificate, most likely, or the parameters of a curve
      }
    }
    throw new SSLException("holds no private key in PEM (" + BEGIN + "PRIVATE KEY" + DASHES + ")");
  }

  private static PrivateKey privateKey(byte[] der) throws SSLException {
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        // another kind, then
      }
    }
    throw new SSLException("holds a private key that is damaged, or none of RSA, EC and Ed25519");
  }
}
