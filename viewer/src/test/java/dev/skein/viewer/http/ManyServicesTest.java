package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.viewer.store.Source;
import dev.skein.viewer.store.SpanRecord;
import dev.skein.viewer.store.TraceId;
import dev.skein.viewer.store.TraceStore;
import dev.skein.viewer.store.TraceStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program that makes up names, beside others that do not. */
class ManyServicesTest {
  private static final byte[] NOTHING = {};

  private final TraceStore store = TraceStores.inMemory(100_000, 256 << 20);
  private final List<SpanRecord> spans = new ArrayList<>();

  private void add(String service, String operation) {
    int number = spans.size() + 1;
    spans.add(
        new SpanRecord(
            new TraceId(number, 1),
            1,
            0,
            operation,
            SpanKind.SERVER,
            number,
            number,
            false,
            new int[0],
            new Source(service, NOTHING, NOTHING),
            NOTHING,
            0,
            0));
  }

  private Map<String, Object> answer() {
    store.add(spans);
    return JsonTree.object(new String(ServicesJson.of(store).toBytes(), StandardCharsets.UTF_8));
  }

  private static int operations(Map<String, Object> service) {
    return ((List<?>) service.get("operations")).size();
  }

  @Test
  void moreServicesThanAreTold_areCounted_andThoseWithTheMostSpansStay() {
    add("z-real", "GET /");
    add("z-real", "GET /");
    int others = ServicesJson.MAX_SERVICES + 41;
    for (int i = 0; i < others; i++) {
      add("a-" + i, "GET /");
    }

    Map<String, Object> answer = answer();

    List<Map<String, Object>> told = JsonTree.objects(answer, "services");
    assertThat(told).hasSize(ServicesJson.MAX_SERVICES);
    assertThat(told.get(told.size() - 1)).containsEntry("name", "z-real");
    assertThat(answer).containsEntry("omittedServices", 42L);
  }

  @Test
  void moreOperationsThanAreTold_areCounted_andThoseWithTheMostSpansStay() {
    add("real", "z");
    add("real", "z");
    for (int i = 0; i < ServicesJson.MAX_OPERATIONS + 41; i++) {
      add("real", "a-" + i);
    }

    Map<String, Object> service = JsonTree.objects(answer(), "services").get(0);

    assertThat(operations(service)).isEqualTo(ServicesJson.MAX_OPERATIONS);
    assertThat((List<?>) service.get("operations")).anyMatch("z"::equals);
    assertThat(service).containsEntry("omittedOperations", 42L);
  }

  @Test
  void operationsOfAllServices_areBoundedTogether() {
    int services = ServicesJson.MAX_ALL_OPERATIONS / ServicesJson.MAX_OPERATIONS + 2;
    for (int service = 0; service < services; service++) {
      for (int i = 0; i < ServicesJson.MAX_OPERATIONS; i++) {
        add("service-" + service, "operation-" + i);
      }
    }

    List<Map<String, Object>> told = JsonTree.objects(answer(), "services");

    assertThat(told).hasSize(services);
    assertThat(told.stream().mapToInt(ManyServicesTest::operations).sum())
        .isEqualTo(ServicesJson.MAX_ALL_OPERATIONS);
    assertThat(told.stream().mapToLong(service -> (Long) service.get("omittedOperations")).sum())
        .isEqualTo(2L * ServicesJson.MAX_OPERATIONS);
  }
}
