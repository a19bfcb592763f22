package dev.skein.viewer.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/** A file of spans: finds out in which format they are. For one file. */
final class SpanFile {
  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  /** OTLP's first field, which JSON takes for a line's end. */
  private static final byte OTLP_FIRST = 0x0A;

  private final int maxBytes;

  SpanFile(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  DecodedSpans decode(byte[] file) throws MalformedSpansException {
    byte[] content = isGzip(file) ? unzipped(file) : file;
    if (content.length > maxBytes) {
      throw tooLarge();
    }
    if (content.length == 0) {
      throw new MalformedSpansException("an empty file");
    }
    if (isFramed(content[0])) {
      return framed(content);
    }
    if (!isJson(content)) {
      return protobuf(content);
    }
    if (content[0] == OTLP_FIRST) {
      // a message of the length that a brace stands for begins like this as well
      try {
        return SpanDecoder.otlpProtobuf(content);
      } catch (MalformedSpansException e) {
        return JsonBody.documents(content);
      }
    }
    return JsonBody.documents(content);
  }

  private static DecodedSpans protobuf(byte[] content) throws MalformedSpansException {
    try {
      return SpanDecoder.otlpProtobuf(content);
    } catch (MalformedSpansException e) {
      throw new MalformedSpansException(
          "neither JSON nor a request of OTLP in protobuf: " + e.getMessage());
    }
  }

  /**
   * Whether that is where the length of a message begins, as the Collector's file exporter writes
   * it in front of each: no message begins with a field of the number 0, and no text so.
   */
  private static boolean isFramed(byte first) {
    return first >= 0 && first < 8;
  }

  /** Messages, each after its length in four bytes, the most significant first. */
  private static DecodedSpans framed(byte[] content) throws MalformedSpansException {
    SpanCollector spans = new SpanCollector();
    ByteBuffer lengths = ByteBuffer.wrap(content);
    int at = 0;
    while (at < content.length) {
      int rest = content.length - at - Integer.BYTES;
      int length = rest < 0 ? -1 : lengths.getInt(at);
      if (length < 0 || length > rest) {
        throw new MalformedSpansException(
            "neither JSON nor protobuf; as a list of messages with their lengths, the one at byte "
                + at
                + " is cut off");
      }
      at += Integer.BYTES;
      new OtlpRequestDecoder(content, at, at + length, spans).decode();
      at += length;
    }
    return spans.result();
  }

  private static boolean isJson(byte[] content) {
    if (content.length > 1 && isUtf16(content[0] & 0xFF, content[1] & 0xFF)) {
      return true;
    }
    int first = firstOfText(content);
    return first < content.length && (content[first] == '{' || content[first] == '[');
  }

  /** Whether these are the mark of UTF-16, which some shells write files in. */
  private static boolean isUtf16(int first, int second) {
    return (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
  }

  /** Where the first byte is that is not blank, nor the mark of UTF-8. */
  private static int firstOfText(byte[] content) {
    int at = content.length > 2 && content[0] == (byte) 0xEF && content[1] == (byte) 0xBB ? 3 : 0;
    while (at < content.length && isBlank(content[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static boolean isGzip(byte[] file) {
    return file.length > 1 && (file[0] & 0xFF) == GZIP_FIRST && (file[1] & 0xFF) == GZIP_SECOND;
  }

  private byte[] unzipped(byte[] file) throws MalformedSpansException {
    byte[] content;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      content = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw tooLarge();
      }
    } catch (MalformedSpansException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedSpansException("not gzip: " + SafeText.of(String.valueOf(e.getMessage())));
    }
    return content;
  }

  private MalformedSpansException tooLarge() {
    return new MalformedSpansException("more than " + maxBytes + " bytes");
  }
}
