package dev.skein.export;

import dev.skein.fuzz.Check;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLException;

/** Any bytes as a PEM file, and as what is in one. */
public final class PemFuzz {
  private PemFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    read(data);
    String body = Base64.getMimeEncoder().encodeToString(data);
    for (String label : new String[] {"CERTIFICATE", "PRIVATE KEY"}) {
      String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
      read(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void read(byte[] file) {
    try {
      PemFile pem = new PemFile(file);
      problem(pem::certificates);
      problem(pem::privateKey);
    } catch (SSLException e) {
      Check.isPrintable(e.getMessage());
    }
  }

  private interface Reading {
    Object read() throws SSLException;
  }

  private static void problem(Reading reading) {
    try {
      Check.that(reading.read() != null, "what is read is there");
    } catch (SSLException e) {
      Check.isPrintable(e.getMessage());
      Check.that(e.getMessage().length() < 200, "a problem is short", e.getMessage());
    }
  }
}
