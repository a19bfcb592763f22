package dev.skein.viewer.ingest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * OTLP's JSON by Google's library, which differs from it in one thing: ids are base64 there and
 * hexadecimal here.
 */
final class ProtoJson {
  private static final Set<String> IDS =
      Set.of("traceId", "spanId", "parentSpanId", "trace_id", "span_id", "parent_span_id");

  private ProtoJson() {}

  /** A request in JSON, in the plainest form. */
  static String print(ExportTraceServiceRequest request) throws InvalidProtocolBufferException {
    return ids(JsonParser.parseString(JsonFormat.printer().print(request)), ProtoJson::toHex)
        .toString();
  }

  /** The same in one of the many other ways that are allowed. */
  static String print(ExportTraceServiceRequest request, Random random)
      throws InvalidProtocolBufferException {
    JsonFormat.Printer printer = JsonFormat.printer();
    if (random.nextBoolean()) {
      printer = printer.preservingProtoFieldNames();
    }
    if (random.nextBoolean()) {
      printer = printer.printingEnumsAsInts();
    }
    if (random.nextBoolean()) {
      printer = printer.omittingInsignificantWhitespace();
    }
    boolean upper = random.nextBoolean();
    JsonElement json =
        ids(
            JsonParser.parseString(printer.print(request)),
            id -> upper ? toHex(id).toUpperCase(Locale.ROOT) : toHex(id));
    return varied(json, "", random).toString();
  }

  /** What Google's library reads of OTLP's JSON. */
  static ExportTraceServiceRequest parse(String json) throws InvalidProtocolBufferException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    JsonFormat.parser()
        .merge(ids(JsonParser.parseString(json), ProtoJson::toBase64).toString(), request);
    return request.build();
  }

  private static String toHex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private static String toBase64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static JsonElement ids(JsonElement json, UnaryOperator<String> change) {
    if (json instanceof JsonObject object) {
      JsonObject changed = new JsonObject();
      object
          .entrySet()
          .forEach(
              field ->
                  changed.add(
                      field.getKey(),
                      IDS.contains(field.getKey())
                          ? new JsonPrimitive(change.apply(field.getValue().getAsString()))
                          : ids(field.getValue(), change)));
      return changed;
    } else if (json instanceof JsonArray array) {
      JsonArray changed = new JsonArray();
      array.forEach(element -> changed.add(ids(element, change)));
      return changed;
    }
    return json;
  }

  /** Fields in any order, with null and unknown ones among them, and numbers as numbers. */
  private static JsonElement varied(JsonElement json, String name, Random random) {
    if (json instanceof JsonObject object) {
      List<Map.Entry<String, JsonElement>> fields = new ArrayList<>(object.entrySet());
      Collections.shuffle(fields, random);
      JsonObject varied = new JsonObject();
      for (Map.Entry<String, JsonElement> field : fields) {
        if (random.nextInt(6) == 0) {
          varied.add("unknown" + random.nextInt(), JsonParser.parseString("[{\"a\":[null,1]},2]"));
        }
        varied.add(field.getKey(), varied(field.getValue(), field.getKey(), random));
      }
      return varied;
    } else if (json instanceof JsonArray array) {
      JsonArray varied = new JsonArray();
      array.forEach(element -> varied.add(varied(element, name, random)));
      return varied;
    }
    boolean isNumber = name.startsWith("int") || name.endsWith("Nano") || name.endsWith("nano");
    return isNumber && random.nextBoolean() ? JsonParser.parseString(json.getAsString()) : json;
  }
}
