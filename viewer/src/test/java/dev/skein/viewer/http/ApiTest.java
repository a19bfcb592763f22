package dev.skein.viewer.http;

import static dev.skein.viewer.http.JsonTree.object;
import static dev.skein.viewer.http.JsonTree.objects;
import static dev.skein.viewer.http.TestSpans.attribute;
import static dev.skein.viewer.http.TestSpans.failed;
import static dev.skein.viewer.http.TestSpans.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shop with five traces, the last of which came last. */
class ApiTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    for (int trace = 1; trace <= 4; trace++) {
      server.add(
          TestSpans.of("shop")
              .span(trace, 1, 0, "GET /purchases", taking(10L * trace))
              .span(
                  trace,
                  2,
                  1,
                  "charge",
                  span -> span.setKindValue(3).setEndTimeUnixNano(span.getStartTimeUnixNano())));
    }
    server.add(
        TestSpans.of("payment")
            .span(
                4,
                3,
                2,
                "POST /charges",
                attribute("http.route", "/charges")
                    .andThen(failed("no money"))
                    .andThen(taking(5))));
    server.add(TestSpans.of("lonely").span(5, 2, 1, "orphan", taking(1)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> get(String path) {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    return object(response.body());
  }

  private static List<Object> ids(String query) {
    return objects(get("/api/traces?" + query), "traces").stream()
        .map(trace -> trace.get("traceId"))
        .toList();
  }

  private static Object[] traceIds(String numbers) {
    return numbers == null
        ? new Object[0]
        : List.of(numbers.split(" ", -1)).stream()
            .map(number -> TestSpans.traceId(Integer.parseInt(number)))
            .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5 4 3 2 1",
    "service=payment, 4",
    "service=nobody, ",
    "operation=charge, 4 3 2 1",
    "text=PURCH, 4 3 2 1",
    "status=error, 4",
    "status=ok, 5 3 2 1",
    "caller=shop&service=payment, 4",
    "caller=payment, ",
    "minDuration=30ms, 4 3",
    "minDuration=15ms&maxDuration=25ms, 2",
    "minTotal=15ms&maxTotal=30ms, 3 2",
    "attribute=http.route%3D/charges, 4",
    "attribute=http.route, 4",
    "attribute=http.route%3D/other, ",
    "attribute=service.name%3Dlonely, 5",
    "service=shop&status=error, ",
    "from=1795305603000&to=1795305605000, 4 3",
    "from=2026-11-22T00:00:04Z, 5 4",
    "from=-1m, ",
    "limit=2, 5 4"
  })
  void traces_areFoundByTheirSpans(String query, String found) {
    assertThat(ids(query)).containsExactly(traceIds(found));
  }

  @ParameterizedTest
  @CsvSource({
    "service:payment, 4",
    "operation:\"POST /charges\" status:error, 4",
    "duration>=30ms, 4 3",
    "total<15ms, 5 1",
    "http.route=/charges caller:shop, 4",
    "has:http.route, 4",
    "get /pur, 4 3 2 1"
  })
  void searchText_findsTheSame(String q, String found) {
    assertThat(ids("q=" + URLEncoder.encode(q, StandardCharsets.UTF_8)))
        .containsExactly(traceIds(found));
  }

  @Test
  void traceIdInTheSearchText_isThatTrace_ifItMeetsTheRest() {
    assertThat(ids("q=" + TestSpans.traceId(3))).containsExactly(traceIds("3"));
    assertThat(ids("q=" + TestSpans.traceId(3) + "&status=error")).isEmpty();
    assertThat(ids("q=" + TestSpans.traceId(77))).isEmpty();
  }

  @Test
  void pages_followOneAnother() {
    Map<String, Object> first = get("/api/traces?limit=2");
    Map<String, Object> second = get("/api/traces?limit=2&before=" + first.get("next"));
    Map<String, Object> third = get("/api/traces?limit=2&before=" + second.get("next"));

    assertThat(objects(second, "traces"))
        .extracting(trace -> trace.get("traceId"))
        .containsExactly(traceIds("3 2"));
    assertThat(objects(third, "traces"))
        .extracting(trace -> trace.get("traceId"))
        .containsExactly(traceIds("1"));
    assertThat(third).containsEntry("next", null);
    assertThat(get("/api/traces?limit=5")).containsEntry("next", null);
  }

  @Test
  void summary_saysWhatThereIs() {
    Map<String, Object> answer = get("/api/traces?service=payment");

    assertThat(answer).containsOnlyKeys("traces", "next", "searchMillis");
    assertThat(objects(answer, "traces")).singleElement().isEqualTo(summaryOfTheFourth());
  }

  private static Map<String, Object> summaryOfTheFourth() {
    return object(
        """
        {"traceId":"%s","name":"GET /purchases","service":"shop","startMillis":1795305604000,
         "startEpochNanos":"1795305604000000000","durationNanos":40000000,"spanCount":3,
         "errorCount":1,"services":[{"name":"shop","spanCount":2,"errorCount":0},
         {"name":"payment","spanCount":1,"errorCount":1}],"incomplete":false}"""
            .formatted(TestSpans.traceId(4)));
  }

  @Test
  void incompleteTrace_isNamedByItsEarliestSpan() {
    assertThat(objects(get("/api/traces?service=lonely"), "traces").get(0))
        .containsEntry("name", "orphan")
        .containsEntry("incomplete", true);
  }

  @Test
  void trace_isToldInTreeOrder() {
    Map<String, Object> trace = get("/api/traces/" + TestSpans.traceId(4));

    assertThat(trace).containsAllEntriesOf(summaryOfTheFourth());
    assertThat(trace)
        .containsOnlyKeys(
            "traceId",
            "name",
            "service",
            "startMillis",
            "startEpochNanos",
            "durationNanos",
            "spanCount",
            "errorCount",
            "services",
            "incomplete",
            "spans",
            "resources",
            "criticalPath",
            "hints");
    List<Map<String, Object>> spans = objects(trace, "spans");
    assertThat(spans).extracting(span -> span.get("depth")).containsExactly(0L, 1L, 2L);
    assertThat(spans.get(2))
        .containsEntry("index", 2L)
        .containsEntry("parent", 1L)
        .containsEntry("spanId", "0000000000000003")
        .containsEntry("parentSpanId", "0000000000000002")
        .containsEntry("service", "payment")
        .containsEntry("kind", "SERVER")
        .containsEntry("status", "ERROR")
        .containsEntry("statusMessage", "no money")
        .containsEntry("attributes", Map.of("http.route", "/charges"))
        .containsEntry("scope", Map.of("name", "test", "version", "1.0"))
        .containsEntry("missingParent", false);
    assertThat(objects(trace, "resources"))
        .containsExactly(Map.of("service.name", "shop"), Map.of("service.name", "payment"));
    assertThat(spans).extracting(span -> span.get("resource")).containsExactly(0L, 0L, 1L);
    assertThat(objects(trace, "criticalPath").get(0)).containsEntry("fromNanos", 0L);
    assertThat(objects(trace, "hints"))
        .allSatisfy(hint -> assertThat(hint).containsOnlyKeys("kind", "title", "detail", "spans"));
  }

  @Test
  void traceById_mayBeAskedForInUpperCase() {
    assertThat(get("/api/traces/" + TestSpans.traceId(4).toUpperCase(Locale.ROOT)))
        .containsEntry("spanCount", 3L);
  }

  @Test
  void otlpOfATrace_isADownload_inTheFormAskedFor() throws Exception {
    String path = "/api/traces/" + TestSpans.traceId(4) + "/otlp";

    HttpResponse<String> json = server.get(path);
    HttpResponse<byte[]> protobuf = server.getBytes(path, "Accept", "application/x-protobuf");

    assertThat(json.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"trace-" + TestSpans.traceId(4) + ".json\"");
    assertThat(object(json.body())).containsOnlyKeys("resourceSpans");
    assertThat(protobuf.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
    assertThat(ExportTraceServiceRequest.parseFrom(protobuf.body()).getResourceSpansList())
        .extracting(
            spans -> spans.getResource().getAttributes(0).getValue().getStringValue(),
            spans -> spans.getScopeSpans(0).getSpansCount())
        .containsExactlyInAnyOrder(tuple("shop", 2), tuple("payment", 1));
  }

  @Test
  void export_isImportedAsTheSameTraces() throws Exception {
    String exported = server.get("/api/export").body();
    try (TestServer other = TestServer.start()) {
      HttpResponse<String> imported = other.post("/api/import", "application/json", exported);

      assertThat(object(imported.body()))
          .containsEntry("spans", 10L)
          .containsEntry("rejected", 0L)
          .containsEntry("reason", "")
          .containsEntry("traces", List.of(traceIds("5 4 3 2 1")));
      for (int trace = 1; trace <= 5; trace++) {
        String path = "/api/traces/" + TestSpans.traceId(trace);
        assertThat(other.get(path).body()).isEqualTo(server.get(path).body());
      }
    }
  }

  @Test
  void export_isOfWhatIsSearchedFor() {
    assertThat(objects(get("/api/export?service=lonely"), "resourceSpans")).hasSize(1);
    assertThat(objects(get("/api/export?limit=1"), "resourceSpans")).hasSize(1);
    assertThat(objects(get("/api/export?service=nobody"), "resourceSpans")).isEmpty();
  }

  @Test
  void services_areListedWithTheirOperations() {
    assertThat(objects(get("/api/services"), "services"))
        .containsExactly(
            Map.of(
                "name",
                "lonely",
                "spanCount",
                1L,
                "errorCount",
                0L,
                "operations",
                List.of("orphan"),
                "omittedOperations",
                0L),
            Map.of(
                "name",
                "payment",
                "spanCount",
                1L,
                "errorCount",
                1L,
                "operations",
                List.of("POST /charges"),
                "omittedOperations",
                0L),
            Map.of(
                "name",
                "shop",
                "spanCount",
                8L,
                "errorCount",
                0L,
                "operations",
                List.of("GET /purchases", "charge"),
                "omittedOperations",
                0L));
  }

  @Test
  void operations_haveRatesErrorsAndDurations() {
    Map<String, Object> answer = get("/api/operations?service=payment");

    assertThat(answer).containsOnlyKeys("windowMillis", "operations");
    assertThat(objects(answer, "operations"))
        .singleElement()
        .satisfies(
            operation ->
                assertThat(operation)
                    .containsOnlyKeys(
                        "service",
                        "name",
                        "kind",
                        "count",
                        "ratePerMinute",
                        "errorCount",
                        "p50Nanos",
                        "p95Nanos",
                        "p99Nanos",
                        "maxNanos",
                        "totalNanos",
                        "histogram")
                    .containsEntry("service", "payment")
                    .containsEntry("name", "POST /charges")
                    .containsEntry("kind", "SERVER")
                    .containsEntry("count", 1L)
                    .containsEntry("errorCount", 1L)
                    .containsEntry("maxNanos", 5_000_000L)
                    .containsEntry("totalNanos", 5_000_000L));
    assertThat(objects(get("/api/operations?from=-1m"), "operations")).isEmpty();
    assertThat(objects(get("/api/operations"), "operations")).hasSize(4);
  }

  @Test
  void dependencies_areTheCallsBetweenServices() {
    Map<String, Object> answer = get("/api/dependencies");

    assertThat(objects(answer, "services"))
        .extracting(service -> service.get("name"), service -> service.get("rootCount"))
        .containsExactlyInAnyOrder(tuple("shop", 4L), tuple("payment", 0L), tuple("lonely", 0L));
    assertThat(objects(answer, "edges"))
        .singleElement()
        .satisfies(
            edge ->
                assertThat(edge)
                    .containsOnlyKeys(
                        "from", "to", "calls", "errors", "p50Nanos", "p95Nanos", "p99Nanos")
                    .containsEntry("from", "shop")
                    .containsEntry("to", "payment")
                    .containsEntry("calls", 1L)
                    .containsEntry("errors", 1L));
  }

  @Test
  void attributes_areCompleted() {
    assertThat(get("/api/attributes"))
        .isEqualTo(Map.of("names", List.of("http.route", "service.name")));
    assertThat(get("/api/attributes?prefix=http"))
        .isEqualTo(Map.of("names", List.of("http.route")));
    assertThat(get("/api/attributes?name=service.name"))
        .isEqualTo(Map.of("values", List.of("lonely", "payment", "shop")));
    assertThat(get("/api/attributes?name=service.name&prefix=s"))
        .isEqualTo(Map.of("values", List.of("shop")));
  }

  @Test
  void comparison_hasARowForEachPath() {
    Map<String, Object> answer =
        get("/api/compare?left=" + TestSpans.traceId(3) + "&right=" + TestSpans.traceId(4));

    assertThat(answer).containsOnlyKeys("left", "right", "rows");
    assertThat(object(answer, "right")).isEqualTo(summaryOfTheFourth());
    List<Map<String, Object>> rows = objects(answer, "rows");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).containsOnlyKeys("depth", "service", "name", "kind", "left", "right");
    assertThat(object(rows.get(0), "left"))
        .containsOnlyKeys("count", "totalNanos", "selfNanos", "errorCount")
        .containsEntry("totalNanos", 30_000_000L);
    assertThat(rows.get(2)).containsEntry("left", null).containsEntry("service", "payment");
    assertThat(object(rows.get(2), "right")).containsEntry("errorCount", 1L);
  }

  @Test
  void stats_sayHowFullTheStoreIs() {
    assertThat(get("/api/stats"))
        .containsOnlyKeys(
            "traces",
            "spans",
            "bytes",
            "maxSpans",
            "maxBytes",
            "addedSpans",
            "duplicateSpans",
            "evictedTraces",
            "evictedSpans",
            "droppedSpans",
            "received",
            "dataDirectory",
            "disk",
            "version")
        .containsEntry("traces", 5L)
        .containsEntry("spans", 10L)
        .containsEntry("addedSpans", 10L)
        .containsEntry("maxSpans", 500_000L)
        .containsEntry("dataDirectory", null)
        .containsEntry("version", "1.2");
  }

  @Test
  void delete_forgetsAll() throws Exception {
    try (TestServer own = TestServer.start()) {
      own.add(TestSpans.of("shop").root(1, "n"));

      HttpResponse<String> response = own.method("DELETE", "/api/traces");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(objects(object(own.get("/api/traces").body()), "traces")).isEmpty();
    }
  }
}
