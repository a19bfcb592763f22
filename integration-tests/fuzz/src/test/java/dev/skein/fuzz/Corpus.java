package dev.skein.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The kept inputs of one target: a text file with one input a line, so that a change can be read.
 *
 * <p>Printable ASCII stands for itself, the rest is written {@code \n}, {@code \t}, {@code \\} or
 * {@code \x1f}; {@code \{300:abc}} stands for a text three hundred times over. Lines that start
 * with a number sign are comments.
 */
final class Corpus {
  private static final HexFormat HEX = HexFormat.of();

  private final Path file;

  Corpus(Path file) {
    this.file = file;
  }

  /** The corpus of a target. */
  static Corpus of(String target) {
    return new Corpus(Path.of("corpus", target + ".txt"));
  }

  List<byte[]> inputs() throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      if (!line.startsWith("#")) {
        inputs.add(unescape(line));
      }
    }
    return inputs;
  }

  /**
   * Each input in a file of its own, as a fuzzer wants them.
   *
   * @param first what to put in front of it; nothing when negative
   */
  void unpack(Path directory, String name, int first) throws IOException {
    Files.createDirectories(directory);
    int number = 0;
    for (byte[] input : inputs()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (first >= 0) {
        bytes.write(first);
      }
      bytes.writeBytes(input);
      Files.write(directory.resolve(name + "-" + number++), bytes.toByteArray());
    }
  }

  /** Adds inputs that are not kept yet; returns how many. */
  int add(List<byte[]> found) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.US_ASCII));
    Set<String> known = new HashSet<>(lines);
    int added = 0;
    for (byte[] input : found) {
      String line = escape(input);
      if (known.add(line)) {
        lines.add(line);
        added++;
      }
    }
    Files.write(file, lines, StandardCharsets.US_ASCII);
    return added;
  }

  static String escape(byte[] input) {
    StringBuilder line = new StringBuilder(input.length);
    for (byte b : input) {
      switch (b) {
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        case '\\' -> line.append("\\\\");
        default -> {
          boolean plain = b >= ' ' && b <= '~' && !(b == '#' && line.length() == 0);
          line.append(plain ? String.valueOf((char) b) : "\\x" + HEX.toHexDigits(b));
        }
      }
    }
    return line.toString();
  }

  static byte[] unescape(String line) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        input.write(c);
        continue;
      }
      switch (line.charAt(++i)) {
        case 'n' -> input.write('\n');
        case 't' -> input.write('\t');
        case '\\' -> input.write('\\');
        case 'x' -> {
          input.write(HexFormat.fromHexDigits(line, i + 1, i + 3));
          i += 2;
        }
        case '{' -> i = repeat(line, i + 1, input);
        default -> throw new IllegalArgumentException("no such escape in " + line);
      }
    }
    return input.toByteArray();
  }

  /** Where the closing brace is. */
  private static int repeat(String line, int from, ByteArrayOutputStream input) {
    int colon = line.indexOf(':', from);
    int end = line.indexOf('}', colon);
    byte[] text = unescape(line.substring(colon + 1, end));
    for (int i = Integer.parseInt(line.substring(from, colon)); i > 0; i--) {
      input.writeBytes(text);
    }
    return end;
  }
}
