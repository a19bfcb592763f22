package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {
  @Test
  void put_sameName_overwritesWhateverTheType() {
    Attributes attributes = Attributes.builder().put("k", "text").put("k", 5).build();

    assertThat(attributes.size()).isEqualTo(1);
    assertThat(attributes.get(AttributeKey.longKey("k"))).isEqualTo(5);
    assertThat(attributes.get(AttributeKey.stringKey("k"))).isNull();
  }

  @Test
  void put_list_isCopiedWithoutNulls() {
    List<String> mine = new ArrayList<>(Arrays.asList("a", null, "b"));
    AttributeKey<List<String>> key = AttributeKey.stringArrayKey("l");

    Attributes attributes = Attributes.of(key, mine);
    mine.clear();

    assertThat(attributes.get(key)).containsExactly("a", "b");
  }

  @Test
  void put_nullAndEmptyName_areIgnored() {
    Attributes attributes =
        Attributes.builder().put("a", (String) null).put("", "x").put("b", true).build();

    assertThat(attributes).isEqualTo(Attributes.of(AttributeKey.booleanKey("b"), true));
    assertThat(Attributes.builder().build()).isSameAs(Attributes.empty());
  }

  @Test
  void toString_readsLikeAMap() {
    assertThat(
            Attributes.of(
                AttributeKey.stringKey("a"),
                "x",
                AttributeKey.doubleKey("b"),
                0.5,
                AttributeKey.longKey("c"),
                1L))
        .hasToString("{a=x, b=0.5, c=1}");
  }

  @Test
  void put_listThatThrows_isIgnored() {
    List<String> hostile =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw new IllegalStateException("hostile");
          }

          @Override
          public int size() {
            return 3;
          }
        };

    assertThat(Attributes.of(AttributeKey.stringArrayKey("l"), hostile).isEmpty()).isTrue();
  }

  @Test
  void value_bytes_areCopiedBothWays() {
    byte[] mine = {1, 2};
    Value value = Value.of(mine);
    mine[0] = 9;
    ((byte[]) value.content())[1] = 9;

    assertThat(value).isEqualTo(Value.of(new byte[] {1, 2})).hasToString("2 bytes");
    assertThat(value.hashCode()).isEqualTo(Value.of(new byte[] {1, 2}).hashCode());
  }
}
