package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of calls that repeat, or run one after another. */
class CallHintsTest extends HintFixture {
  private static TestSpan get(long id, String url, long from, long to) {
    return call(id, "GET", from, to)
        .attribute("http.request.method", "GET")
        .attribute("url.full", url)
        .attribute("server.address", "stock");
  }

  @Test
  void fiveLikeCallsInARow_areNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 5; i++) {
      add(get(10 + i, "http://stock/items/" + i, 8L * i + 5, 8L * i + 13));
    }

    Hint hint = only(Hint.Kind.N_PLUS_ONE);
    assertThat(hint.title()).isEqualTo("shop's \"GET\" runs 5 times in a row");
    assertThat(hint.detail())
        .isEqualTo(
            "shop's \"list\" calls stock once for each of 5 things, one after another: 40.0 ms,"
                + " 40 % of the trace. One call for all of them, or several at once, could take"
                + " about as long as the slowest one, 8.0 ms.");
    assertThat(hint.spans()).containsExactly(1, 2, 3, 4, 5);
    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).as("said once").isEmpty();
  }

  @Test
  void likeCallsBetweenOthers_areNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 5; i++) {
      add(call(10 + 2L * i, "SELECT items", 20L * i, 20L * i + 8));
      add(call(11 + 2L * i, "SELECT prices", 20L * i + 10, 20L * i + 18));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).hasSize(2);
  }

  @Test
  void methodsThatEachMakeACall_areNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 6; i++) {
      add(span(10 + i, 1, "Repository.find").millis(10L * i, 10L * i + 9));
      add(span(20 + i, 10 + i, "SELECT").kind(SpanKind.CLIENT).millis(10L * i, 10L * i + 8));
    }

    assertThat(only(Hint.Kind.N_PLUS_ONE).spans()).containsExactly(1, 3, 5, 7, 9, 11);
  }

  @Test
  void fourLikeCalls_areNotNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 4; i++) {
      add(call(10 + i, "SELECT", 10L * i, 10L * i + 8));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).isEmpty();
  }

  @Test
  void likeCallsAtOnce_areNotNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 10; i++) {
      add(call(10 + i, "SELECT", i, 50 + i));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).isEmpty();
  }

  @Test
  void differentCalls_areNotNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 10; i++) {
      add(call(10 + i, "SELECT", 10L * i, 10L * i + 8).attribute("db.namespace", "db" + i));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).isEmpty();
  }

  @Test
  void statementsThatDifferInTheirValues_areNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 5; i++) {
      add(
          call(10 + i, "SELECT shop", 10L * i, 10L * i + 8)
              .attribute(
                  "db.query.text", "SELECT * FROM t WHERE id = " + i + " AND x = 'y" + i + "'"));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).hasSize(1);
  }

  @Test
  void differentStatements_areNotNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    String[] tables = {"items", "prices", "orders", "customers", "stock"};
    for (int i = 0; i < 5; i++) {
      add(
          call(10 + i, "SELECT shop", 10L * i, 10L * i + 8)
              .attribute("db.query.text", "SELECT * FROM " + tables[i] + " WHERE id = ?"));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).isEmpty();
  }

  @Test
  void shape_isWhatIsLeftWithoutIds() {
    assertThat(CallHints.shape("http://stock:8080/items/3f2a-77/price?of=1"))
        .isEqualTo("http://stock:#/items/#/price?of=#");
    assertThat(CallHints.shape("SELECT a FROM b WHERE c = 'it''s' AND d = 'open"))
        .isEqualTo("SELECT a FROM b WHERE c = ## AND d = #open");
    assertThat(CallHints.shape("x".repeat(10_000))).hasSize(CallHints.MAX_SHAPE);
    assertThat(CallHints.shape("")).isEmpty();
  }

  @Test
  void workInside_isNotNPlusOne() {
    add(span(1, 0, "list").millis(0, 100));
    for (int i = 0; i < 10; i++) {
      add(span(10 + i, 1, "render").millis(10L * i, 10L * i + 8));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).isEmpty();
  }

  @Test
  void fewCallsThatTakeNothing_areNotNPlusOne_butManyAre() {
    add(span(1, 0, "list").millis(0, 10_000));
    for (int i = 0; i < 19; i++) {
      add(call(10 + i, "SELECT", 10L * i, 10L * i + 1));
    }
    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).isEmpty();

    add(call(99, "SELECT", 500, 501));
    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).hasSize(1);
  }

  @Test
  void readsOneAfterAnother_couldRunAtOnce() {
    add(span(1, 0, "page").millis(0, 100));
    add(get(2, "http://stock/items", 0, 40));
    add(get(3, "http://prices/today", 40, 70));

    Hint hint = only(Hint.Kind.SEQUENTIAL_CALLS);
    assertThat(hint.title()).isEqualTo("2 calls run one after another and could run at once");
    assertThat(hint.detail())
        .isEqualTo(
            "shop's \"page\" waits 70.0 ms for calls that only read and do not overlap, from"
                + " \"GET\" to \"GET\". If none needs the answer of another, they could run at"
                + " once and take as long as the slowest, 40.0 ms: 30.0 ms less, 30 % of the"
                + " trace.");
    assertThat(hint.spans()).containsExactly(1, 2);
  }

  private static TestSpan query(long id, String statement, long from, long to) {
    return call(id, "query shop", from, to)
        .attribute("db.system.name", "postgresql")
        .attribute("db.query.text", statement);
  }

  @Test
  void queriesOneAfterAnother_couldRunAtOnce_onConnectionsOfTheirOwn() {
    add(span(1, 0, "page").millis(0, 100));
    add(query(2, "SELECT id, updated_at FROM item", 0, 40));
    add(query(3, "select *\nfrom price", 40, 70));
    add(get(4, "http://stock/items", 70, 90));

    Hint hint = only(Hint.Kind.SEQUENTIAL_CALLS);
    assertThat(hint.detail())
        .isEqualTo(
            "shop's \"page\" waits 90.0 ms for calls that only read and do not overlap, from"
                + " \"query shop\" to \"GET\". If none needs the answer of another, and no"
                + " transaction holds them together, they could run at once, each on a connection"
                + " of its own, and take as long as the slowest, 40.0 ms: 50.0 ms less, 50 % of the"
                + " trace.");
    assertThat(hint.spans()).containsExactly(1, 2, 3);
  }

  @Test
  void queriesWithoutTheirText_areKnownByOperationAndTable() {
    add(span(1, 0, "page").millis(0, 100));
    add(
        call(2, "SELECT item", 0, 40)
            .attribute("db.operation.name", "SELECT")
            .attribute("db.collection.name", "item"));
    add(call(3, "SELECT price", 40, 70).attribute("db.operation", "select"));
    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).as("of no table").isEmpty();

    add(
        call(4, "SELECT stock", 40, 70)
            .attribute("db.operation", "select")
            .attribute("db.sql.table", "stock"));
    spans.remove(2);
    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM price FOR UPDATE",
        "SELECT * FROM price LOCK IN SHARE MODE",
        "SELECT nextval('price_seq')",
        "SELECT price_seq.nextval FROM dual",
        "SELECT NEXT VALUE FOR price_seq FROM dual",
        "SELECT * INTO old_price FROM price",
        "WITH gone AS (DELETE FROM price RETURNING *) SELECT * FROM gone",
        "UPDATE price SET a = (SELECT 1 FROM b)",
        "COMMIT"
      })
  void queriesThatDoMore_areNotTakenForReads(String statement) {
    add(span(1, 0, "page").millis(0, 100));
    add(query(2, "SELECT * FROM item", 0, 40));
    add(query(3, statement, 40, 70));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();
  }

  @Test
  void queriesBesideAWrite_areOfOneTransactionPerhaps() {
    add(span(1, 0, "page").millis(0, 100));
    add(query(2, "SELECT * FROM item", 0, 40));
    add(query(3, "SELECT * FROM price", 40, 70));
    add(query(4, "INSERT INTO visit VALUES (?)", 90, 91));
    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();

    spans.set(3, call(4, "set", 90, 91).attribute("db.system.name", "redis").build());
    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).as("of another database").hasSize(1);
  }

  @Test
  void writes_keepTheirOrder() {
    add(span(1, 0, "page").millis(0, 100));
    add(call(2, "POST", 0, 40).attribute("http.request.method", "POST"));
    add(get(3, "http://prices/today", 40, 70));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();
  }

  @Test
  void readsWithWorkBetween_mayNeedEachOther() {
    add(span(1, 0, "page").millis(0, 100));
    add(get(2, "http://stock/items", 0, 40));
    add(get(3, "http://prices/today", 50, 80));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();
  }

  @Test
  void readsThatOverlap_runAtOnceAlready() {
    add(span(1, 0, "page").millis(0, 100));
    add(get(2, "http://stock/items", 0, 40));
    add(get(3, "http://prices/today", 20, 70));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();
  }

  @Test
  void sameReadAgain_asksForWhatHasChanged() {
    add(span(1, 0, "poll").millis(0, 100));
    add(get(2, "http://stock/job", 0, 40));
    add(get(3, "http://stock/job", 40, 80));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();
  }

  @Test
  void readsThatNobodyWaitsFor_areLeftAlone() {
    add(span(1, 0, "page").millis(0, 100));
    add(span(2, 1, "background").millis(0, 90));
    add(span(3, 1, "slow").millis(0, 100));
    add(span(4, 2, "GET").kind(SpanKind.CLIENT).millis(0, 40).attribute("http.method", "GET"));
    add(span(5, 2, "GET x").kind(SpanKind.CLIENT).millis(40, 80).attribute("http.method", "GET"));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();
  }

  @Test
  void callThatIsTriedAgain_isARetry() {
    add(span(1, 0, "buy").millis(0, 100));
    add(get(2, "http://stock/x", 0, 20).attribute("error.type", "503").failed(""));
    add(get(3, "http://stock/x", 30, 40).attribute("error.type", "503").failed(""));
    add(get(4, "http://stock/x", 50, 60));

    Hint hint = only(Hint.Kind.RETRIES);
    assertThat(hint.title()).isEqualTo("shop's \"GET\" was tried 3 times");
    assertThat(hint.detail())
        .isEqualTo(
            "Only the last attempt succeeded; 30.0 ms went into those that failed, 50.0 ms from"
                + " the first attempt to the last. The first one failed with 503.");
    assertThat(hint.spans()).containsExactly(1, 2, 3);
  }

  @Test
  void everyAttemptFailed_isSaid() {
    add(span(1, 0, "buy").millis(0, 100));
    add(get(2, "http://stock/x", 0, 20).failed(""));
    add(get(3, "http://stock/x", 30, 40).failed(""));

    assertThat(only(Hint.Kind.RETRIES).detail()).startsWith("Every attempt failed; 30.0 ms went");
  }

  @Test
  void failuresOfDifferentThings_areNoRetries() {
    add(span(1, 0, "buy").millis(0, 100));
    for (int i = 0; i < 6; i++) {
      add(get(2 + i, "http://stock/" + i, 10L * i, 10L * i + 9).failed(""));
    }

    assertThat(hints()).extracting(Hint::kind).doesNotContain(Hint.Kind.RETRIES);
    assertThat(of(Hint.Kind.N_PLUS_ONE, hints())).as("nor a loop that works").isEmpty();
  }

  @Test
  void ofManyLoops_theSlowestThreeAreTold() {
    add(span(1, 0, "list").millis(0, 1_000));
    for (int i = 0; i < 25; i++) {
      add(call(10 + i, "SELECT " + "abcde".charAt(i / 5), 40L * i, 40L * i + 15 + i / 5));
    }

    assertThat(of(Hint.Kind.N_PLUS_ONE, hints()))
        .extracting(Hint::title)
        .containsExactly(
            "shop's \"SELECT e\" runs 5 times in a row",
            "shop's \"SELECT d\" runs 5 times in a row",
            "shop's \"SELECT c\" runs 5 times in a row");
  }

  @Test
  void readsThatTakeLittle_areLeftAlone() {
    add(span(1, 0, "page").millis(0, 10));
    add(get(2, "http://stock/items", 0, 4));
    add(get(3, "http://prices/today", 4, 8));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).as("4 ms").isEmpty();
  }

  @Test
  void readsThatAreLittleOfTheTrace_areLeftAlone() {
    add(span(1, 0, "page").millis(0, 100));
    add(get(2, "http://stock/items", 0, 19));
    add(get(3, "http://prices/today", 19, 38));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).as("19 %").isEmpty();
  }

  @Test
  void readsBesideSomethingElse_runAtOnceAlready() {
    add(span(1, 0, "page").millis(0, 100));
    add(get(2, "http://stock/items", 0, 40));
    add(get(3, "http://prices/today", 40, 80));
    add(span(4, 1, "render").millis(50, 70));

    assertThat(of(Hint.Kind.SEQUENTIAL_CALLS, hints())).isEmpty();
  }
}
