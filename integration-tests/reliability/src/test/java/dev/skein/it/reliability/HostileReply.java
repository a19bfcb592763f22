package dev.skein.it.reliability;

import dev.skein.it.reliability.support.ScriptedBackend.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A reply that no honest endpoint gives, and what clients made of it. */
final class HostileReply implements Answer {
  private static final long TEN_GIB = 10L << 30;
  private static final String EMPTY_BODY = "Content-Length: 0\r\n\r\n";

  /** Writes a reply, and stays until the client goes, or does not. */
  interface Script {
    void write(Socket connection, OutputStream out) throws IOException, InterruptedException;
  }

  private final String name;
  private final boolean takes;
  private final boolean drops;
  private final Script script;
  private final AtomicLong longestHeld = new AtomicLong();
  private final AtomicLong mostWritten = new AtomicLong();

  private HostileReply(String name, boolean takes, boolean drops, Script script) {
    this.name = name;
    this.takes = takes;
    this.drops = drops;
    this.script = script;
  }

  /** Neither kept by the endpoint nor dropped by the sender: it has to come again. */
  private static HostileReply comesAgain(String name, Script script) {
    return new HostileReply(name, false, false, script);
  }

  /** An answer after which the sender gives up what it has sent. */
  private static HostileReply refused(String name, Script script) {
    return new HostileReply(name, false, true, script);
  }

  /** A 200: whatever follows it, the endpoint has the spans. */
  private static HostileReply taken(String name, Script script) {
    return new HostileReply(name, true, false, script);
  }

  /**
   * All of them.
   *
   * @param elsewhere where redirects lead
   * @param secret what the sender's headers hold, and replies repeat
   */
  static List<HostileReply> all(URI elsewhere, String secret) {
    List<HostileReply> all = new ArrayList<>();
    all.add(comesAgain("silence", (connection, out) -> untilGone(connection)));
    all.add(comesAgain("one byte every 50 ms", HostileReply::trickle));
    all.add(comesAgain("an endless status line", (connection, out) -> endless(out, "HTTP/1.1 ")));
    all.add(
        comesAgain(
            "endless headers",
            (connection, out) -> endless(out, "HTTP/1.1 200 OK\r\n", "a: b\r\n")));
    all.add(
        comesAgain(
            "endless interim replies",
            (connection, out) -> endless(out, "", "HTTP/1.1 100 C\r\n\r\n")));
    all.add(comesAgain("noise", HostileReply::noise));
    all.add(comesAgain("another protocol", says("SSH-2.0-OpenSSH_9.7\r\n")));
    all.add(comesAgain("the end instead of a reply", says("")));
    all.add(comesAgain("half a head", says("HTTP/1.1 200 OK\r\nContent-Ty")));
    all.add(
        comesAgain(
            "the web page of somebody in between",
            says(ok("Content-Type: text/html") + "<html>Log in, " + secret + "</html>")));
    all.add(comesAgain("407 of a proxy", says(status(407, secret) + EMPTY_BODY)));
    all.add(
        comesAgain(
            "503 that repeats our headers",
            says(status(503, secret) + "Content-Type: text/plain\r\n\r\nno, " + secret + "!\r\n")));
    for (int code : new int[] {400, 401, 403, 404, 413, 500}) {
      String text = "Content-Type: text/plain\r\n\r\nno, " + secret + "!\r\n";
      all.add(refused(code + " that repeats our headers", says(status(code, secret) + text)));
    }
    for (int code : new int[] {301, 302, 303, 307, 308}) {
      String location = "Location: " + elsewhere + "?key=" + secret + "\r\n";
      all.add(refused("redirect " + code, says(status(code, "Moved") + location + EMPTY_BODY)));
    }
    all.add(
        taken("10 GiB", (connection, out) -> endless(out, ok("Content-Length: " + TEN_GIB), " ")));
    all.add(taken("a body without end", (connection, out) -> endless(out, ok("A: b"), " ")));
    all.add(
        taken(
            "chunks without end",
            (connection, out) ->
                endless(
                    out, ok("Transfer-Encoding: chunked"), "400\r\n" + " ".repeat(1024) + "\r\n")));
    all.add(taken("10 GiB in 10 MiB of gzip", HostileReply::bomb));
    all.add(taken("fewer bytes than promised", says(ok("Content-Length: 100") + "only these")));
    return all;
  }

  private static String status(int status, String reason) {
    return "HTTP/1.1 " + status + " " + reason + "\r\n";
  }

  private static String ok(String header) {
    return status(200, "OK") + header + "\r\n\r\n";
  }

  /** Says that and ends the connection. */
  private static Script says(String text) {
    return (connection, out) -> {
      out.write(ascii(text));
      throw new IOException("the end");
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void untilGone(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      // A client has nothing to say before it was answered.
    }
  }

  private static void trickle(Socket connection, OutputStream out)
      throws IOException, InterruptedException {
    connection.setSoTimeout(50);
    InputStream in = connection.getInputStream();
    out.write(ascii(status(200, "OK")));
    while (true) {
      out.write('x');
      try {
        if (in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        // The client is still there.
      }
    }
  }

  private static void noise(Socket connection, OutputStream out) throws IOException {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    out.write(noise);
    throw new IOException("the end");
  }

  private static void endless(OutputStream out, String first) throws IOException {
    endless(out, first, "x");
  }

  /** Until the client has had enough. */
  private static void endless(OutputStream out, String first, String again) throws IOException {
    out.write(ascii(first));
    byte[] many = ascii(again.repeat(Math.max(1, 16_384 / again.length())));
    while (true) {
      out.write(many);
    }
  }

  /** A mebibyte of zeros, packed to a kibibyte, ten thousand times. */
  private static void bomb(Socket connection, OutputStream out) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream zip = new DeflaterOutputStream(block, deflater, 512, true)) {
      zip.write(new byte[1 << 20]);
      zip.flush();
      byte[] packed = block.toByteArray();
      out.write(
          ascii(
              status(200, "OK")
                  + "Content-Type: application/x-protobuf\r\nContent-Encoding: gzip\r\n\r\n"));
      out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
      for (long unpacked = 0; unpacked < TEN_GIB; unpacked += 1 << 20) {
        out.write(packed);
      }
    } finally {
      deflater.end();
    }
    throw new IOException("the end");
  }

  /** Whether the endpoint keeps the spans all the same. */
  @Override
  public boolean takes() {
    return takes;
  }

  /** Whether the sender gives up what it has sent: it was told that it never will be taken. */
  boolean drops() {
    return drops;
  }

  /** The longest time that anybody stayed on the line. */
  Duration longestHeld() {
    return Duration.ofNanos(longestHeld.get());
  }

  /** The most bytes that a client, and the buffers on the way to it, let be written. */
  long mostWritten() {
    return mostWritten.get();
  }

  @Override
  public void write(Socket connection, OutputStream out) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Counting counting = new Counting(out);
    try {
      script.write(connection, counting);
    } finally {
      longestHeld.accumulateAndGet(System.nanoTime() - start, Math::max);
      mostWritten.accumulateAndGet(counting.count, Math::max);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private long count;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
