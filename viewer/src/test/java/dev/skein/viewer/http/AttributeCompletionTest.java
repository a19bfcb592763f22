package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.export.SpanData;
import dev.skein.viewer.store.TraceQuery;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import dev.skein.viewer.store.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttributeCompletionTest {
  private static final int SPANS = 1_000;

  private final CountedMap shop = new CountedMap(Map.of("service.name", "shop"));
  private final CountedMap bank = new CountedMap(Map.of("service.name", "bank"));

  @Test
  void resourcesOfManySpans_areLookedAtOnce() throws IOException {
    assertThat(complete(null)).isEqualTo(Map.of("names", List.of("service.name", "span")));
    assertThat(shop.looks).isEqualTo(1);
    assertThat(bank.looks).isEqualTo(1);

    assertThat(complete("service.name")).isEqualTo(Map.of("values", List.of("bank", "shop")));
    assertThat(shop.looks).isEqualTo(2);
    assertThat(bank.looks).isEqualTo(2);
  }

  /** Of a trace whose spans come from the one and the other by turns. */
  private Map<String, Object> complete(@Nullable String name) throws IOException {
    List<SpanData> spans = new ArrayList<>();
    while (spans.size() < SPANS) {
      spans.add(span(shop));
      spans.add(span(bank));
    }
    TraceView trace =
        (TraceView)
            Proxy.newProxyInstance(
                AttributeCompletionTest.class.getClassLoader(),
                new Class<?>[] {TraceView.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "size" -> spans.size();
                      case "spans" -> spans;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (OneTrace store = new OneTrace(TraceStores.inMemory(1, 1 << 20), trace)) {
      AttributeCompletion.of(store, name, "").writeTo(json);
    }
    return JsonTree.object(json.toString(StandardCharsets.UTF_8));
  }

  private static SpanData span(Map<String, Object> resource) {
    return new SpanData(
        TestSpans.traceId(1),
        "0000000000000001",
        "",
        "",
        0,
        "name",
        SpanKind.SERVER,
        1,
        2,
        Map.of("span", "value"),
        0,
        List.of(),
        0,
        List.of(),
        0,
        StatusCode.UNSET,
        "",
        resource,
        "",
        "");
  }

  private record OneTrace(TraceStore store, TraceView trace) implements ForwardingStore {
    @Override
    public void scan(TraceQuery query, Predicate<TraceView> visitor) {
      visitor.test(trace);
    }
  }

  /** Counts how often somebody looks at its names or for a value. */
  private static final class CountedMap extends AbstractMap<String, Object> {
    private final Map<String, Object> map;
    private int looks;

    CountedMap(Map<String, Object> map) {
      this.map = map;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return map.entrySet();
    }

    @Override
    public Set<String> keySet() {
      looks++;
      return map.keySet();
    }

    @Override
    public @Nullable Object get(Object key) {
      looks++;
      return map.get(key);
    }
  }
}
