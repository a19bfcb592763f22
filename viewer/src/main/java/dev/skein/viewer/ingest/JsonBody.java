package dev.skein.viewer.ingest;

import java.io.IOException;

/** Bodies and files in JSON, which are decoded as the request in protobuf that says the same. */
final class JsonBody {
  private JsonBody() {}

  /** Something that reads one body. */
  @FunctionalInterface
  private interface Reader {
    void read(JsonInput in, MessageWriter out) throws IOException;
  }

  static DecodedSpans otlp(byte[] body) throws MalformedSpansException {
    return decode(
        body,
        (in, out) -> {
          first(in);
          new OtlpJsonReader(in, out).request();
          last(in);
        });
  }

  static DecodedSpans zipkin(byte[] body) throws MalformedSpansException {
    return decode(
        body,
        (in, out) -> {
          first(in);
          if (!in.isList()) {
            throw in.problem("a list of spans was expected");
          }
          new ZipkinReader(in, out).spans();
          last(in);
        });
  }

  /** One document of either kind after the other. */
  static DecodedSpans documents(byte[] file) throws MalformedSpansException {
    return decode(file, JsonBody::documents);
  }

  private static void documents(JsonInput in, MessageWriter out) throws IOException {
    boolean known = false;
    while (in.nextDocument()) {
      if (in.isList()) {
        new ZipkinReader(in, out).spansOrTraces();
        known = true;
      } else {
        known |= document(in, out);
      }
    }
    if (!known) {
      throw new MalformedSpansException(
          "neither OTLP's JSON, which has resourceSpans, nor Zipkin's, which is a list of spans,"
              + " nor what Jaeger or Tempo answers");
    }
  }

  /** Reads an object; whether it says anything of spans. */
  private static boolean document(JsonInput in, MessageWriter out) throws IOException {
    if (!in.isObject()) {
      throw in.problem("an object was expected");
    }
    boolean known = false;
    for (String name = in.nextField(); name != null; name = in.nextField()) {
      if (OtlpJsonReader.isSpans(name) || name.equals("batches")) {
        known = true;
        new OtlpJsonReader(in, out).spans();
      } else if (name.equals("trace") && in.isObject()) {
        known |= new OtlpJsonReader(in, out).request();
      } else if (name.equals("data")) {
        known |= new JaegerReader(in, out).data();
      } else {
        in.skip();
      }
    }
    return known;
  }

  private static void first(JsonInput in) throws IOException {
    if (!in.nextDocument()) {
      throw new MalformedSpansException("no JSON, but nothing at all");
    }
  }

  private static void last(JsonInput in) throws IOException {
    if (in.nextDocument()) {
      throw in.problem("something after the end");
    }
  }

  private static DecodedSpans decode(byte[] body, Reader reader) throws MalformedSpansException {
    MessageWriter out = new MessageWriter(body.length);
    try (JsonInput in = new JsonInput(body)) {
      read(in, out, reader);
    } catch (MalformedSpansException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedSpansException("not JSON: " + SafeText.of(String.valueOf(e.getMessage())));
    }
    return SpanDecoder.otlpProtobuf(out.array(), out.size());
  }

  private static void read(JsonInput in, MessageWriter out, Reader reader)
      throws MalformedSpansException {
    try {
      reader.read(in, out);
    } catch (MalformedSpansException e) {
      throw e;
    } catch (IOException e) {
      throw in.problem(e);
    }
  }
}
