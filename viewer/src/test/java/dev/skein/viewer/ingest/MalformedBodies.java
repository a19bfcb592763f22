package dev.skein.viewer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Bodies that are wrong for certain, more than a thousand of them: each has to be refused, with a
 * reason, and nothing of it taken. The same ones every time.
 */
public final class MalformedBodies {
  private static final int RANDOM = 200;

  private MalformedBodies() {}

  /**
   * One of them.
   *
   * @param name what is wrong with it
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared, never changed
  public record Body(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** For OTLP in protobuf. */
  public static List<Body> otlpProtobuf() {
    List<Body> bodies = new ArrayList<>();
    byte[] sound = request().toByteArray();
    truncated("protobuf", sound, bodies);
    for (int field = 1; field < 4; field++) {
      add(bodies, "field " + field + " of wire type 6", field << 3 | 6);
      add(bodies, "field " + field + " of wire type 7", field << 3 | 7);
      add(bodies, "a group that does not end", field << 3 | 3);
      add(bodies, "a group that ends as another", field << 3 | 3, (field + 1) << 3 | 4);
      add(bodies, "the end of a group without its beginning", field << 3 | 4);
    }
    add(bodies, "field number 0", 0, 1);
    add(bodies, "field number 0 within", 0x0A, 2, 0, 1);
    add(bodies, "a tag of more than ten bytes", repeated(0xFF, 11));
    add(bodies, "a length of more than ten bytes", with(0x0A, repeated(0xFF, 11)));
    add(bodies, "a negative length", with(0x0A, with(repeated(0xFF, 9), 1)));
    add(bodies, "a length of 2 GiB", 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 7);
    add(bodies, "a length of 4 GiB", 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xF);
    add(bodies, "groups nested a hundred deep", with(repeated(0x0B, 100), repeated(0x0C, 100)));
    add(bodies, "a span longer than its scope", 0x0A, 6, 0x12, 4, 0x12, 99, 0x0A, 1);
    add(bodies, "values nested too deep", nested(70).toByteArray());
    add(bodies, "a text", "traceId=1".getBytes(UTF_8));
    add(bodies, "JSON", "{\"resourceSpans\":[]}".getBytes(UTF_8));
    add(bodies, "gzip that nobody has announced", 0x1F, 0x8B, 8, 0, 0, 0, 0, 0);
    Random random = new Random(1);
    for (int i = 0; i < RANDOM; i++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      // what follows does not matter
      noise[0] = (byte) (noise[0] | 7);
      bodies.add(new Body("noise " + i, noise));
    }
    return bodies;
  }

  /** For OTLP in JSON. */
  public static List<Body> otlpJson() {
    List<Body> bodies = new ArrayList<>();
    truncated("JSON", OTLP.getBytes(UTF_8), bodies);
    for (String text : NO_JSON) {
      bodies.add(new Body(shown(text), text.getBytes(UTF_8)));
    }
    add(bodies, "a list", "[]");
    add(bodies, "a number", "1");
    add(bodies, "two requests", "{}{}");
    for (String value : List.of("1", "\"a\"", "{}", "true", "[1]", "[null]", "[[]]")) {
      add(bodies, "resourceSpans", "{'resourceSpans':" + value + "}");
      add(bodies, "scope_spans", "{'resourceSpans':[{'scope_spans':" + value + "}]}");
      add(bodies, "spans", "{'resourceSpans':[{'scopeSpans':[{'spans':" + value + "}]}]}");
      add(bodies, "attributes", span("'attributes':" + value));
      add(bodies, "events", span("'events':" + value));
      add(bodies, "links", span("'links':" + value));
    }
    for (String value : List.of("1", "'a'", "[]", "true")) {
      add(bodies, "resource", "{'resourceSpans':[{'resource':" + value + "}]}");
      add(bodies, "scope", "{'resourceSpans':[{'scopeSpans':[{'scope':" + value + "}]}]}");
      add(bodies, "status", span("'status':" + value));
      add(bodies, "value", span("'attributes':[{'key':'k','value':" + value + "}]"));
      add(bodies, "arrayValue", attribute("'arrayValue':" + value));
      add(bodies, "kvlistValue", attribute("'kvlistValue':" + value));
    }
    for (String value : List.of("1", "{}", "[]", "true")) {
      add(bodies, "name", span("'name':" + value));
      add(bodies, "traceState", span("'trace_state':" + value));
      add(bodies, "key", span("'attributes':[{'key':" + value + "}]"));
      add(bodies, "stringValue", attribute("'stringValue':" + value));
      add(bodies, "traceId", span("'traceId':" + value));
      add(bodies, "message", span("'status':{'message':" + value + "}"));
    }
    for (String value : List.of("'x'", "'5b8'", "'5b8aa5a2d2c872e8321cf37308d69dg2'", "'é0'")) {
      add(bodies, "trace id", span("'traceId':" + value));
      add(bodies, "span id", span("'span_id':" + value));
      add(bodies, "parent", span("'parentSpanId':" + value));
      add(bodies, "link", span("'links':[{'traceId':" + value + "}]"));
    }
    for (String value :
        List.of("'x'", "1.5", "{}", "true", "1e30", "'99999999999999999999'", "''")) {
      add(bodies, "start", span("'startTimeUnixNano':" + value));
      add(bodies, "end", span("'end_time_unix_nano':" + value));
      add(bodies, "event's time", span("'events':[{'timeUnixNano':" + value + "}]"));
      add(bodies, "dropped", span("'droppedAttributesCount':" + value));
      add(bodies, "flags", span("'flags':" + value));
      add(bodies, "intValue", attribute("'intValue':" + value));
    }
    for (String value : List.of("-1", "4294967296", "'-1'")) {
      add(bodies, "count", span("'droppedLinksCount':" + value));
    }
    add(bodies, "time before 1970", span("'startTimeUnixNano':-1"));
    add(bodies, "boolValue", attribute("'boolValue':'yes'"));
    add(bodies, "boolValue", attribute("'boolValue':1"));
    add(bodies, "doubleValue", attribute("'doubleValue':'much'"));
    add(bodies, "doubleValue", attribute("'doubleValue':NaN"));
    add(bodies, "bytesValue", attribute("'bytesValue':'*'"));
    add(bodies, "kind", span("'kind':true"));
    add(bodies, "kind", span("'kind':1.5"));
    String deep = "{'arrayValue':{'values':[";
    add(
        bodies,
        "values nested too deep",
        span("'attributes':[{'value':" + deep.repeat(70) + "]}}".repeat(70) + "}]"));
    add(bodies, "lists nested too deep", "{'x':" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
    return bodies;
  }

  /** For Zipkin's JSON. */
  public static List<Body> zipkinJson() {
    List<Body> bodies = new ArrayList<>();
    truncated("JSON", ZIPKIN.getBytes(UTF_8), bodies);
    for (String text : NO_JSON) {
      bodies.add(new Body(shown(text), text.getBytes(UTF_8)));
    }
    for (String text :
        List.of("{}", "1", "null", "'x'", "[1]", "[null]", "[[]]", "[{}] x", "[][]")) {
      add(bodies, "no list of spans", text);
    }
    for (String value : List.of("1", "'x'", "[]", "true")) {
      add(bodies, "localEndpoint", "[{'localEndpoint':" + value + "}]");
      add(bodies, "remoteEndpoint", "[{'remoteEndpoint':" + value + "}]");
      add(bodies, "tags", "[{'tags':" + value + "}]");
    }
    for (String value : List.of("1", "'x'", "{}", "true", "[1]", "[[]]")) {
      add(bodies, "annotations", "[{'annotations':" + value + "}]");
    }
    for (String value : List.of("1", "{}", "[]", "true")) {
      add(bodies, "name", "[{'name':" + value + "}]");
      add(bodies, "kind", "[{'kind':" + value + "}]");
      add(bodies, "serviceName", "[{'localEndpoint':{'serviceName':" + value + "}}]");
      add(bodies, "value", "[{'annotations':[{'value':" + value + "}]}]");
      add(bodies, "id", "[{'id':" + value + "}]");
    }
    for (String value : List.of("'x'", "'12g4'", "' 1'", "'-1'", "'0x1'")) {
      add(bodies, "trace id", "[{'traceId':" + value + "}]");
      add(bodies, "id", "[{'id':" + value + "}]");
      add(bodies, "parent", "[{'parentId':" + value + "}]");
    }
    for (String value : List.of("'x'", "1.5", "{}", "[]", "true", "1e30", "9223372036854775808")) {
      add(bodies, "timestamp", "[{'timestamp':" + value + "}]");
      add(bodies, "duration", "[{'duration':" + value + "}]");
      add(bodies, "port", "[{'localEndpoint':{'port':" + value + "}}]");
      add(bodies, "annotation", "[{'annotations':[{'timestamp':" + value + "}]}]");
    }
    add(bodies, "tag", "[{'tags':{'a':{}}}]");
    add(bodies, "tag", "[{'tags':{'a':[]}}]");
    return bodies;
  }

  private static final List<String> NO_JSON =
      List.of(
          "",
          " ",
          "\n",
          "{",
          "[",
          "}",
          "]",
          "nul",
          "{\"a\"}",
          "{\"a\":}",
          "{a:1}",
          "{'a':1}",
          "{\"a\":1,}",
          "[1,]",
          "[1 2]",
          "{\"a\":1 \"b\":2}",
          "{\"a\":01}",
          "{\"a\":+1}",
          "{\"a\":.5}",
          "{\"a\":\"\u0000\"}",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"\\u12\"}",
          "{\"a\":\"",
          "{\"a\":tru}",
          "{\"a\":Infinity}",
          "// no\n{}",
          "<html>",
          "\u202E{}",
          "{\"a\":\"\n\"}",
          "{\"resourceSpans\":[{}}");

  private static final String OTLP =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
      "scopeSpans":[{"scope":{"name":"s","version":"1"},"spans":[{"traceId":"5b8aa5a2d2c872e8321cf37308d69df2",
      "spanId":"051581bf3cb55c13","parentSpanId":"","name":"GET /é","kind":2,"startTimeUnixNano":"1700000000000000000",
      "endTimeUnixNano":1700000000000000500,"attributes":[{"key":"n","value":{"intValue":"7"}}],
      "status":{"code":2,"message":"no"}}]}]}]}""";

  private static final String ZIPKIN =
      """
      [{"traceId":"5af7183fb1d4cf5f","parentId":"6b221d5bc9e6496c","id":"352bff9a74ca9ad2","kind":"CLIENT",
      "name":"get /é","timestamp":1700000000000000,"duration":1431,"localEndpoint":{"serviceName":"frontend",
      "ipv4":"192.168.99.1","port":3306},"annotations":[{"timestamp":1700000000000300,"value":"ws"}],
      "tags":{"http.method":"GET"},"shared":true}]""";

  /** A request of one message, of which no beginning is a message. */
  private static ExportTraceServiceRequest request() {
    Span span =
        span()
            .addAttributes(attribute(AnyValue.newBuilder().setStringValue("v").build()))
            .setStatus(Status.newBuilder().setMessage("no").setCodeValue(2))
            .addEvents(Span.Event.newBuilder().setName("e").setTimeUnixNano(1))
            .build();
    return request(span);
  }

  private static ExportTraceServiceRequest request(Span span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            attribute(AnyValue.newBuilder().setStringValue("r").build())))
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span).addSpans(span)))
        .build();
  }

  private static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
        .setSpanId(ByteString.fromHex("b7ad6b7169203331"))
        .setName("GET /orders/{id}")
        .setStartTimeUnixNano(1_700_000_000_000_000_000L)
        .setEndTimeUnixNano(1_700_000_000_000_000_500L);
  }

  private static KeyValue attribute(AnyValue value) {
    return KeyValue.newBuilder().setKey("k").setValue(value).build();
  }

  private static ExportTraceServiceRequest nested(int depth) {
    AnyValue value = AnyValue.getDefaultInstance();
    for (int i = 0; i < depth; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    return request(span().addAttributes(attribute(value)).build());
  }

  private static void truncated(String what, byte[] sound, List<Body> bodies) {
    for (int length = 1; length < sound.length; length++) {
      bodies.add(new Body(what + " cut off after byte " + length, Arrays.copyOf(sound, length)));
    }
  }

  private static String span(String fields) {
    return "{'resourceSpans':[{'scopeSpans':[{'spans':[{" + fields + "}]}]}]}";
  }

  private static String attribute(String value) {
    return span("'attributes':[{'key':'k','value':{" + value + "}}]");
  }

  private static void add(List<Body> bodies, String name, String json) {
    String text = json.replace('\'', '"');
    bodies.add(new Body(name + ": " + shown(text), text.getBytes(UTF_8)));
  }

  private static void add(List<Body> bodies, String name, int... bytes) {
    bodies.add(new Body(name, with(bytes)));
  }

  private static void add(List<Body> bodies, String name, byte[] bytes) {
    bodies.add(new Body(name, bytes));
  }

  private static String shown(String text) {
    return SafeText.of(text);
  }

  private static byte[] repeated(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] with(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] with(int first, byte[] rest) {
    return with(with(first), rest);
  }

  private static byte[] with(byte[] first, int last) {
    return with(first, with(new int[] {last}));
  }

  private static byte[] with(byte[] first, byte[] rest) {
    byte[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }
}
