package dev.skein.interop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.fuzz.Check;
import dev.skein.fuzz.SpanMaker;
import java.io.IOException;
import java.util.Map;

/** Zipkin's JSON of any span, read by Jackson. */
public final class ZipkinJsonFuzz {
  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ZipkinJsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    SpanData span = new SpanMaker(data).spanData();
    String json = ZipkinSpan.write(span, new JsonText()).toString();
    Check.that(json.length() <= 4_096 + 64L * data.length, "the text has a limit", json.length());
    int depth = 0;
    int tags = 0;
    String field = "";
    try (JsonParser parser = JACKSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          depth++;
        } else if (token == JsonToken.END_OBJECT) {
          depth--;
        } else if (token == JsonToken.FIELD_NAME) {
          if (depth == 1) {
            field = parser.currentName();
          }
          tags += depth == 2 && field.equals("tags") ? 1 : 0;
        } else if (depth == 1) {
          value(field, parser, span);
        }
      }
    }
    Check.same(depth, 0, "the depth at the end");
    Check.that(tags <= span.attributes().size() + 8, "no tag comes from nowhere", tags);
  }

  private static void value(String field, JsonParser parser, SpanData span) throws IOException {
    Object expected =
        Map.<String, Object>of(
                "traceId", span.traceId(),
                "id", span.spanId(),
                "name", span.name(),
                "kind", span.kind() == SpanKind.INTERNAL ? "none" : span.kind().name(),
                "parentId", span.parentSpanId())
            .get(field);
    if (expected != null) {
      Check.same(parser.getText(), wellFormed(expected.toString()), field);
    } else if (field.equals("duration")) {
      Check.that(parser.getLongValue() >= 1, "Zipkin knows no shorter duration");
    }
  }

  /** Half of a surrogate pair is no character. */
  private static String wellFormed(String text) {
    StringBuilder formed = new StringBuilder(text.length());
    text.codePoints().forEach(c -> formed.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return formed.toString();
  }
}
