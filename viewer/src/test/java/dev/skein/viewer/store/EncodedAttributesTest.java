package dev.skein.viewer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.ByteString;
import dev.skein.SpanKind;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanData;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Looking an attribute up in the bytes finds what decoding all of them finds. */
class EncodedAttributesTest {
  private static final List<String> NAMES = List.of("", "a", "b", "é", "http.route");

  @Property(tries = 500)
  void attribute_isWhatTheReaderReads(
      @ForAll("attributes") List<KeyValue> ofSpan, @ForAll("attributes") List<KeyValue> ofResource)
      throws Exception {
    SpanBytes bytes = bytes(ofSpan, ofResource);
    SpanData read = OtlpReader.read(OtlpRequests.encode(bytes)).get(0);
    for (String name : NAMES) {
      Object value = read.attributes().get(name);
      assertThat(EncodedAttributes.text(bytes, 0, name)).isEqualTo(text(value));
      assertThat(meets(bytes, new AttributeTerm(name, null)))
          .isEqualTo(value != null || read.resource().containsKey(name));
      assertThat(meets(bytes, new AttributeTerm(name, "1")))
          .isEqualTo("1".equals(text(value)) || "1".equals(text(read.resource().get(name))));
    }
    assertTerms(read.resource(), EncodedAttributes.termsOfResource(bytes.source(0).resource()));
  }

  private static boolean meets(SpanBytes bytes, AttributeTerm term) {
    return new CloseLook(TraceQuery.builder().attribute(term).build()).meetsAll(bytes, 0);
  }

  /** Every attribute has its terms; one that is overwritten may have left some, too. */
  private static void assertTerms(Map<String, Object> resource, int[] terms) {
    resource.forEach(
        (name, value) -> {
          assertThat(terms).contains(AttributeTerm.hash(name, null));
          if (text(value) != null) {
            assertThat(terms).contains(AttributeTerm.hash(name, text(value)));
          }
        });
  }

  private static String text(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : null;
  }

  @Property(tries = 1_000)
  void damagedBytes_areNoError(
      @ForAll("attributes") List<KeyValue> attributes, @ForAll int where, @ForAll byte what) {
    SpanRecord sound = bytes(attributes, attributes).records().get(0);
    byte[] damaged = sound.bytes();
    damaged[Math.floorMod(where, damaged.length)] = what;
    byte[] resource = sound.source().resource();
    if (resource.length > 0) {
      resource[Math.floorMod(where, resource.length)] = what;
    }
    RecordBytes bytes = new RecordBytes(List.of(sound));
    for (String name : NAMES) {
      assertThatCode(() -> EncodedAttributes.text(bytes, 0, name)).doesNotThrowAnyException();
      assertThatCode(() -> meets(bytes, new AttributeTerm(name, "1"))).doesNotThrowAnyException();
    }
    assertThatCode(() -> EncodedAttributes.termsOfResource(resource)).doesNotThrowAnyException();
  }

  private static RecordBytes bytes(List<KeyValue> ofSpan, List<KeyValue> ofResource) {
    byte[] id = new byte[16];
    id[15] = 1;
    byte[] span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(id))
            .setSpanId(ByteString.copyFrom(id, 8, 8))
            .addAllAttributes(ofSpan)
            .build()
            .toByteArray();
    byte[] resource = Resource.newBuilder().addAllAttributes(ofResource).build().toByteArray();
    Source source = new Source("shop", resource, new byte[0]);
    return new RecordBytes(
        List.of(
            new SpanRecord(
                new TraceId(0, 1),
                1,
                0,
                "",
                SpanKind.INTERNAL,
                0,
                0,
                false,
                new int[0],
                source,
                span,
                0,
                span.length)));
  }

  @Provide
  Arbitrary<List<KeyValue>> attributes() {
    Arbitrary<AnyValue> leaf =
        Arbitraries.oneOf(
            Arbitraries.of("", "1", "ü", "text").map(t -> value().setStringValue(t).build()),
            Arbitraries.of(0L, 1L, -1L).map(n -> value().setIntValue(n).build()),
            Arbitraries.of(0.0, 1.5, Double.NaN).map(n -> value().setDoubleValue(n).build()),
            Arbitraries.of(true, false).map(b -> value().setBoolValue(b).build()),
            Arbitraries.just(value().setBytesValue(ByteString.copyFromUtf8("1")).build()),
            Arbitraries.just(value().build()));
    Arbitrary<AnyValue> nested =
        leaf.map(v -> value().setArrayValue(ArrayValue.newBuilder().addValues(v)).build());
    Arbitrary<AnyValue> map =
        leaf.map(
            v ->
                value()
                    .setKvlistValue(
                        KeyValueList.newBuilder()
                            .addValues(KeyValue.newBuilder().setKey("a").setValue(v)))
                    .build());
    return Combinators.combine(
            Arbitraries.of(NAMES), Arbitraries.oneOf(leaf, leaf, leaf, nested, map))
        .as((name, value) -> KeyValue.newBuilder().setKey(name).setValue(value).build())
        .list()
        .ofMaxSize(6);
  }

  private static AnyValue.Builder value() {
    return AnyValue.newBuilder();
  }
}
