package dev.skein.viewer.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.skein.export.SpanData;
import dev.skein.viewer.analysis.Hint;
import dev.skein.viewer.analysis.PathSegment;
import dev.skein.viewer.analysis.SpanNode;
import dev.skein.viewer.analysis.TraceAnalysis;
import dev.skein.viewer.analysis.TraceSummary;
import java.io.IOException;
import java.io.StringWriter;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One trace with all that is known of it. */
final class TraceJson implements Json {
  private final TraceSummary summary;
  private final TraceAnalysis analysis;
  // what is the same object need not be compared
  private final IdentityHashMap<Map<String, Object>, Integer> seen = new IdentityHashMap<>();
  // by their text: unlike a map's, a hash of it that others share costs little, as it has an order
  private final Map<String, Integer> resources = new LinkedHashMap<>();

  TraceJson(TraceSummary summary, TraceAnalysis analysis) {
    this.summary = summary;
    this.analysis = analysis;
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    SummaryJson.writeFields(summary, out);
    out.writeArrayFieldStart("spans");
    for (SpanNode node : analysis.nodes()) {
      span(node, out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("resources");
    for (String resource : resources.keySet()) {
      out.writeRawValue(resource);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("criticalPath");
    for (PathSegment segment : analysis.criticalPath()) {
      out.writeStartObject();
      out.writeNumberField("span", segment.span());
      out.writeNumberField("fromNanos", segment.fromNanos());
      out.writeNumberField("toNanos", segment.toNanos());
      out.writeEndObject();
    }
    out.writeEndArray();
    hints(out);
    out.writeEndObject();
  }

  private void hints(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("hints");
    for (Hint hint : analysis.hints()) {
      out.writeStartObject();
      out.writeStringField("kind", hint.kind().id());
      out.writeStringField("title", hint.title());
      out.writeStringField("detail", hint.detail());
      out.writeArrayFieldStart("spans");
      for (int span : hint.spans()) {
        out.writeNumber(span);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void span(SpanNode node, JsonGenerator out) throws IOException {
    SpanData span = node.span();
    out.writeStartObject();
    out.writeNumberField("index", node.index());
    out.writeNumberField("parent", node.parent());
    out.writeNumberField("depth", node.depth());
    out.writeStringField("spanId", span.spanId());
    out.writeStringField("parentSpanId", span.parentSpanId());
    out.writeStringField("service", node.service());
    out.writeStringField("name", span.name());
    out.writeStringField("kind", span.kind().name());
    out.writeNumberField("offsetNanos", node.offsetNanos());
    out.writeNumberField("durationNanos", node.durationNanos());
    out.writeNumberField("selfNanos", node.selfNanos());
    out.writeNumberField("criticalNanos", node.criticalNanos());
    out.writeNumberField("skewNanos", node.skewNanos());
    out.writeStringField("status", span.statusCode().name());
    out.writeStringField("statusMessage", span.statusMessage());
    out.writeBooleanField("missingParent", node.missingParent());
    out.writeFieldName("attributes");
    AttributeJson.write(span.attributes(), out);
    events(node, out);
    links(span, out);
    out.writeNumberField("resource", resource(span.resource()));
    out.writeObjectFieldStart("scope");
    out.writeStringField("name", span.scopeName());
    out.writeStringField("version", span.scopeVersion());
    out.writeEndObject();
    out.writeStringField("traceState", span.traceState());
    out.writeNumberField("droppedAttributes", span.droppedAttributesCount());
    out.writeNumberField("droppedEvents", span.droppedEventsCount());
    out.writeNumberField("droppedLinks", span.droppedLinksCount());
    out.writeNumberField("childCount", node.childCount());
    out.writeNumberField("descendantCount", node.descendantCount());
    out.writeEndObject();
  }

  private void events(SpanNode node, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("events");
    for (SpanData.Event event : node.span().events()) {
      out.writeStartObject();
      out.writeStringField("name", event.name());
      // moved together with its span
      out.writeNumberField(
          "offsetNanos", event.epochNanos() - node.span().startEpochNanos() + node.offsetNanos());
      out.writeFieldName("attributes");
      AttributeJson.write(event.attributes(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void links(SpanData span, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("links");
    for (SpanData.Link link : span.links()) {
      out.writeStartObject();
      out.writeStringField("traceId", link.traceId());
      out.writeStringField("spanId", link.spanId());
      out.writeFieldName("attributes");
      AttributeJson.write(link.attributes(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private int resource(Map<String, Object> attributes) throws IOException {
    Integer number = seen.get(attributes);
    if (number == null) {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = Json.Factory.INSTANCE.createGenerator(text)) {
        AttributeJson.write(attributes, json);
      }
      number = resources.computeIfAbsent(text.toString(), added -> resources.size());
      seen.put(attributes, number);
    }
    return number;
  }
}
