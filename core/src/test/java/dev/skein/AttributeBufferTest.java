package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttributeBufferTest {
  private static final int PLENTY = 1 << 20;
  private static final SpanLimits LIMITS = new SpanLimits(SkeinOptions.builder().build());

  /** Against a map, which keeps the place of a name that is put again as well. */
  @Test
  void anySequenceOfPutsAndRemoves_isWhatAMapMakesOfIt() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      AttributeBuffer buffer = new AttributeBuffer(PLENTY);
      Map<String, Object> model = new LinkedHashMap<>();
      for (int step = 0; step < 60; step++) {
        AttributeKey<?> key = key(random);
        if (random.nextInt(5) == 0) {
          buffer.remove(key);
          model.remove(key.name());
        } else {
          Object value = value(key, random);
          buffer.put(key, value, 128, PLENTY);
          model.put(key.name(), value);
        }
      }
      Map<String, Object> read = new LinkedHashMap<>();
      buffer.attributes().forEach((key, value) -> read.put(key.name(), value));
      assertThat(read).containsExactlyEntriesOf(model);
      assertThat(buffer.dropped()).isZero();
    }
  }

  /** Names of every length around those where a length takes one byte more, some with one hash. */
  private static AttributeKey<?> key(Random random) {
    String[] names = {"Aa", "BB", "a", "späte", "n".repeat(120), "n".repeat(127), "n".repeat(130)};
    String name = names[random.nextInt(names.length)];
    return switch (random.nextInt(6)) {
      case 0 -> AttributeKey.longKey(name);
      case 1 -> AttributeKey.doubleKey(name);
      case 2 -> AttributeKey.booleanKey(name);
      case 3 -> AttributeKey.stringArrayKey(name);
      case 4 -> AttributeKey.valueKey(name);
      default -> AttributeKey.stringKey(name);
    };
  }

  private static Object value(AttributeKey<?> key, Random random) {
    return switch (key.type()) {
      case LONG -> random.nextLong() >> random.nextInt(64);
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING_ARRAY -> List.of("x".repeat(random.nextInt(90)), "");
      case VALUE -> nested(random, 3);
      default -> text(random);
    };
  }

  private static String text(Random random) {
    String[] letters = {"a", "é", "\u65e5", "\uD83D\uDE00"};
    return letters[random.nextInt(letters.length)].repeat(random.nextInt(140));
  }

  private static Value nested(Random random, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> Value.of(new byte[random.nextInt(200)]);
      case 2 -> Value.of(List.of(nested(random, depth - 1), Value.of(random.nextInt() - 5L)));
      case 3 -> Value.of(Map.of("k" + depth, nested(random, depth - 1)));
      default -> Value.of(text(random));
    };
  }

  @Test
  void get_wantsNameAndType() {
    AttributeBuffer buffer = new AttributeBuffer(PLENTY);
    buffer.put(AttributeKey.longArrayKey("l"), List.of(1L, -1L), 128, PLENTY);

    assertThat(buffer.get(AttributeKey.longArrayKey("l"))).isEqualTo(List.of(1L, -1L));
    assertThat(buffer.get(AttributeKey.doubleArrayKey("l"))).isNull();
    assertThat(buffer.get(AttributeKey.longArrayKey("m"))).isNull();
  }

  @Test
  void valuesInsideAValue_areCutToTheLength() {
    AttributeBuffer buffer = new AttributeBuffer(PLENTY);
    AttributeKey<Value> key = AttributeKey.valueKey("v");
    Value nested =
        Value.of(Map.of("k", Value.of(List.of(Value.of("12345"), Value.of(new byte[9])))));

    buffer.put(key, nested, 128, 3);

    assertThat(buffer.get(key))
        .isEqualTo(
            Value.of(Map.of("k", Value.of(List.of(Value.of("123"), Value.of(new byte[3]))))));
  }

  @Test
  void put_withoutRoom_changesNothing() {
    AttributeBuffer buffer = new AttributeBuffer(256);
    AttributeKey<String> key = AttributeKey.stringKey("k");
    assertThat(buffer.put(key, "short", 128, PLENTY)).isTrue();

    assertThat(buffer.put(key, "x".repeat(250), 128, PLENTY)).isFalse();
    assertThat(buffer.put(AttributeKey.stringKey("other"), "x".repeat(250), 128, PLENTY)).isFalse();

    assertThat(buffer.attributes()).isEqualTo(Attributes.of(key, "short"));
  }

  @Test
  void bodyThatIsFull_givesUpEventsLinksAndLongValues_butNoAttribute() {
    SpanBody body = new SpanBody();
    List<AttributeKey<String>> keys = new ArrayList<>();
    body.addEvent(1, "e", Attributes.empty(), 10, LIMITS);
    body.addLink(
        SpanContext.remote(1, 2, 3, (byte) 1, TraceState.empty()), Attributes.empty(), LIMITS);
    for (int i = 0; i < 100; i++) {
      keys.add(AttributeKey.stringKey("k" + i));
      body.putAttribute(keys.get(i), "é".repeat(4_000), LIMITS);
    }
    body.addEvent(1, "late", Attributes.empty(), 10, LIMITS);

    assertThat(body.out.size()).isLessThan(SpanBody.MAX_BYTES);
    assertThat(body.droppedEvents).isEqualTo(2);
    assertThat(body.droppedLinks).isEqualTo(1);
    assertThat(body.dropped()).isZero();
    assertThat(keys).allSatisfy(key -> assertThat(body.get(key)).isEqualTo("é".repeat(128)));
  }

  @Test
  void bodyThatIsFullOfShortValues_countsWhatItCannotTake() {
    SpanLimits wide = new SpanLimits(SkeinOptions.builder().attributeCountLimit(100_000).build());
    SpanBody body = new SpanBody();
    for (int i = 0; i < 10_000; i++) {
      body.putAttribute(AttributeKey.longKey("k" + i), 1_000_000, wide);
    }

    assertThat(body.out.size()).isLessThanOrEqualTo(SpanBody.MAX_BYTES);
    assertThat(body.attributes().size() + body.dropped()).isEqualTo(10_000);
    assertThat(body.attributes().size()).isGreaterThan(3_000);
  }
}
