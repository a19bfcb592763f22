package dev.skein.viewer.analysis;

import static dev.skein.viewer.analysis.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {
  private final List<SpanData> spans = new ArrayList<>();

  private void add(TestSpan span) {
    spans.add(span.build());
  }

  private List<Hint> hints() {
    return TraceAnalysis.of(spans).hints();
  }

  private static List<Hint> hints(String drawing) {
    return Drawing.analysis(drawing).hints();
  }

  private static List<Hint> of(Hint.Kind kind, List<Hint> hints) {
    return hints.stream().filter(hint -> hint.kind() == kind).toList();
  }

  private Hint only(Hint.Kind kind) {
    return only(kind, hints());
  }

  private static Hint only(Hint.Kind kind, List<Hint> hints) {
    assertThat(of(kind, hints)).as("%s in %s", kind, hints).hasSize(1);
    return of(kind, hints).get(0);
  }

  private static TestSpan call(long id, String name, long from, long to) {
    return span(id, 1, name).kind(SpanKind.CLIENT).millis(from, to);
  }

  private static TestSpan get(long id, String url, long from, long to) {
    return call(id, "GET", from, to)
        .attribute("http.request.method", "GET")
        .attribute("url.full", url)
        .attribute("server.address", "stock");
  }

  /** The trace that the README shows. */
  private static List<SpanData> purchase() {
    String[] services = {"shopper", "storefront", "payment", "inventory"};
    Object[][] rows = {
      {1, 0, 0, SpanKind.INTERNAL, "buy", 0, 1859},
      {2, 1, 0, SpanKind.CLIENT, "POST", 10, 1854},
      {3, 2, 1, SpanKind.SERVER, "POST /purchases", 12, 1852},
      {4, 3, 1, SpanKind.CLIENT, "POST /charges", 40, 1841},
      {5, 4, 2, SpanKind.SERVER, "POST /charges", 50, 1837},
      {6, 5, 2, SpanKind.CLIENT, "POST", 60, 293},
      {7, 6, 3, SpanKind.SERVER, "POST /reservations", 62, 287},
      {8, 7, 3, SpanKind.CLIENT, "GET /catalogue/{item}", 100, 230},
      {9, 8, 1, SpanKind.SERVER, "GET /catalogue/{item}", 170, 188},
      {10, 5, 2, SpanKind.INTERNAL, "authorize card", 330, 1835},
    };
    List<SpanData> spans = new ArrayList<>();
    for (Object[] row : rows) {
      spans.add(
          span((int) row[0], (int) row[1], (String) row[4])
              .in(services[(int) row[2]])
              .kind((SpanKind) row[3])
              .nanos((int) row[5] * 100_000L, (int) row[6] * 100_000L)
              .build());
    }
    return spans;
  }

  @Test
  void healthyPurchase_onlySaysWhereTheTimeWent() {
    List<Hint> hints = TraceAnalysis.of(purchase()).hints();

    assertThat(hints).extracting(Hint::kind).containsExactly(Hint.Kind.SLOWEST_SELF_TIME);
    assertThat(hints.get(0).title())
        .isEqualTo("payment's \"authorize card\" takes the most time itself");
    assertThat(hints.get(0).detail()).isEqualTo("150.5 ms of its own, 81 % of the trace.");
    assertThat(hints.get(0).spans()).containsExactly(9);
  }

  @Test
  void callThatWaitsForSomebodyUnseen_saysForWhom() {
    add(span(1, 0, "root").millis(0, 100));
    add(call(2, "SELECT", 10, 90).attribute("db.namespace", "orders"));

    assertThat(only(Hint.Kind.SLOWEST_SELF_TIME).detail())
        .isEqualTo(
            "80.0 ms of its own, 80 % of the trace: it waits for orders, which sends no span.");
  }

  @Test
  void callThatIsSlowerThanWhatItCalls_saysThatItIsTheWay() {
    Hint slowest =
        only(
            Hint.Kind.SLOWEST_SELF_TIME,
            hints(
                """
                root @shop             |####################|
                  ask CLIENT @shop     | ################## |
                    answer SERVER @bank|         ##         |
                """));

    assertThat(slowest.detail())
        .isEqualTo(
            "16.0 ms of its own, 80 % of the trace, while bank is not at work for it: the"
                + " network, a connection, or a queue.");
  }

  @Test
  void spanWithChildren_tookTimeWhileNoneRan() {
    Hint slowest =
        only(
            Hint.Kind.SLOWEST_SELF_TIME,
            hints(
                """
                root  |##########|
                  a   |  ##      |
                """));

    assertThat(slowest.detail())
        .isEqualTo("8.0 ms of its own, 80 % of the trace, while its child does not run.");
  }

  @Test
  void traceWithoutTime_hasNoSlowestSpan() {
    add(span(1, 0, "blink").millis(3, 3));

    assertThat(hints()).isEmpty();
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
  void holeBetweenTwoChildren_isAGap() {
    Hint gap =
        only(
            Hint.Kind.GAP,
            hints(
                """
                root  |########################################|
                  a   | #####                                  |
                  b   |                        ############### |
                """));

    assertThat(gap.title()).isEqualTo("Nothing is recorded for 18.0 ms of shop's \"root\"");
    assertThat(gap.detail())
        .isEqualTo(
            "Between \"a\" and \"b\" it does something that no span tells of: 45 % of the trace. A"
                + " span of its own around that would show what.");
    assertThat(gap.spans()).containsExactly(0, 1, 2);
  }

  @Test
  void selfTimeAtTheEdgesOrWithoutChildren_isNoGap() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    root  |########################################|
                      a   |             ####                       |
                      b   |                 ####                   |
                    """)))
        .isEmpty();
  }

  @Test
  void shortHole_isNoGap() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    root  |####################|
                      a   |####                |
                      b   |            ########|
                    """)))
        .as("8 ms are much of 20, but not much")
        .isEmpty();
  }

  @Test
  void timeWithoutAnySpan_isAGap() {
    Hint gap =
        only(
            Hint.Kind.GAP,
            hints(
                """
                send PRODUCER @shop   |#####                                   |
                  work CONSUMER @mail |                         ###############|
                """));

    assertThat(gap.title()).isEqualTo("No span runs for 20.0 ms");
    assertThat(gap.detail()).contains("the end of shop's \"send\"", "50 % of the trace", "queue");
    assertThat(gap.spans()).containsExactly(0, 1);
  }

  @Test
  void error_isTracedToTheDeepestFailedSpan() {
    add(span(1, 0, "buy").millis(0, 100).failed(""));
    add(call(2, "POST", 10, 90).failed(""));
    add(
        span(3, 2, "authorize")
            .in("payment")
            .kind(SpanKind.SERVER)
            .millis(20, 80)
            .threw("com.example.CardException", "declined"));

    Hint hint = only(Hint.Kind.ERRORS);
    assertThat(hint.title()).isEqualTo("The error began in payment's \"authorize\"");
    assertThat(hint.detail())
        .isEqualTo(
            "com.example.CardException: declined. It failed 2 spans above it, up to the root.");
    assertThat(hint.spans()).containsExactly(2);
  }

  @Test
  void errorThatWasHandled_saysByWhom() {
    add(span(1, 0, "buy").millis(0, 100));
    add(
        call(2, "GET", 10, 20)
            .failed("no route.")
            .attribute("server.address", "stock")
            .attribute("server.port", 80L));
    add(call(3, "SELECT", 30, 40).failed(""));

    assertThat(only(Hint.Kind.ERRORS).detail())
        .isEqualTo(
            "no route. It called stock:80, which has sent no span. shop's \"buy\" went on in spite of"
                + " it. Another span failed by itself.");
  }

  @Test
  void errorThatWasAnswered_failedWhoAskedAsWell() {
    add(span(1, 0, "buy").in("shopper").millis(0, 100).failed(""));
    add(span(2, 1, "POST").in("shopper").kind(SpanKind.CLIENT).millis(10, 90).failed(""));
    add(span(3, 2, "POST /purchases").in("shop").kind(SpanKind.SERVER).millis(20, 80));
    add(
        span(4, 3, "GET")
            .in("shop")
            .kind(SpanKind.CLIENT)
            .millis(30, 70)
            .attribute("error.type", "404")
            .attribute("http.response.status_code", 404L)
            .failed(""));
    add(span(5, 4, "GET /items").in("stock").kind(SpanKind.SERVER).millis(40, 60));

    Hint hint = only(Hint.Kind.ERRORS);
    assertThat(hint.title()).isEqualTo("The error began in shop's \"GET\"");
    assertThat(hint.detail())
        .as("servers that answer 4xx have not failed")
        .isEqualTo(
            "HTTP status 404. So answered stock. It failed 2 spans above it, up to the root.");
  }

  @Test
  void errorThatReachedTheRoot_comesBeforeOneThatWasHandled() {
    add(span(1, 0, "buy").millis(0, 100).failed(""));
    add(span(2, 1, "try").millis(10, 30));
    add(span(3, 2, "handled").millis(11, 20).failed(""));
    add(span(4, 1, "fatal").millis(40, 50).failed(""));

    assertThat(only(Hint.Kind.ERRORS).spans()).containsExactly(3, 2);
  }

  @Test
  void missingParents_areSaid() {
    add(span(1, 0, "root").millis(0, 10));
    add(span(2, 77, "a").millis(1, 2));
    add(span(3, 78, "b").millis(3, 4));

    Hint hint = only(Hint.Kind.INCOMPLETE);
    assertThat(hint.title()).isEqualTo("Part of the trace is missing");
    assertThat(hint.detail())
        .startsWith("2 spans name parents that are not here, the first is shop's \"a\".");
    assertThat(hint.spans()).containsExactly(1, 2);
  }

  @Test
  void missingRoot_isSaid() {
    add(span(2, 77, "a").millis(1, 2));

    assertThat(only(Hint.Kind.INCOMPLETE).title()).isEqualTo("The root of the trace is missing");
  }

  @Test
  void clocksThatDiffer_areSaidOncePerService() {
    Hint hint =
        only(
            Hint.Kind.CLOCK_SKEW,
            hints(
                """
                root @shop              |      ##############|
                  one CLIENT @shop      |      ####          |
                    first SERVER @slow  | ##                 |
                      within @slow      | #                  |
                  two CLIENT @shop      |           ####     |
                    second SERVER @fast |                  ##|
                """));

    assertThat(hint.detail())
        .endsWith(
            "moved are slow by 6.0 ms (its clock is slow), fast by 6.0 ms (its clock is fast).");
    assertThat(hint.spans()).containsExactly(2, 5);
  }

  @Test
  void hints_areMostUrgentFirst() {
    add(span(1, 0, "root").millis(0, 10).failed(""));
    add(span(2, 77, "a").millis(1, 2));

    assertThat(hints())
        .extracting(Hint::kind)
        .containsExactly(Hint.Kind.ERRORS, Hint.Kind.INCOMPLETE, Hint.Kind.SLOWEST_SELF_TIME);
  }

  @Test
  void longNames_areCut() {
    add(span(1, 0, "x".repeat(1_000_000)).millis(0, 10));

    assertThat(hints().get(0).title()).hasSizeLessThan(200);
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

  @Test
  void holeInACall_isTheNetworks() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    ask CLIENT @shop  |########################################|
                      first  @shop    |#####                                   |
                      second @shop    |                        ################|
                    """)))
        .isEmpty();
  }

  @Test
  void holeBesideALongerChild_isNoGap() {
    assertThat(
            of(
                Hint.Kind.GAP,
                hints(
                    """
                    root    |########################################|
                      long  |################################        |
                      short |  ####                                  |
                      next  |                                 #######|
                    """)))
        .isEmpty();
  }

  @Test
  void holeBeforeTheParentBegan_isNotPartOfTheGap() {
    Hint gap =
        only(
            Hint.Kind.GAP,
            hints(
                """
                root    |             ###########################|
                  early |####                                    |
                  late  |                          ##############|
                """));

    assertThat(gap.title()).isEqualTo("Nothing is recorded for 13.0 ms of shop's \"root\"");
  }

  @Test
  void clocksThatDifferByLittle_areNotWorthARemark() {
    add(span(1, 0, "root").millis(0, 100));
    add(span(2, 1, "ask").kind(SpanKind.CLIENT).millis(10, 20));
    add(span(3, 2, "answer").kind(SpanKind.SERVER).in("b").millis(9, 16));
    assertThat(TraceAnalysis.of(spans).nodes().get(2).skewNanos()).isEqualTo(2_500_000);
    assertThat(of(Hint.Kind.CLOCK_SKEW, hints())).as("3 % of the trace").isEmpty();

    spans.clear();
    add(span(2, 0, "ask").kind(SpanKind.CLIENT).nanos(500_000, 2_000_000));
    add(span(3, 2, "answer").kind(SpanKind.SERVER).in("b").nanos(400_000, 1_000_000));
    assertThat(TraceAnalysis.of(spans).nodes().get(1).skewNanos()).isEqualTo(550_000);
    assertThat(of(Hint.Kind.CLOCK_SKEW, hints())).as("half a millisecond").isEmpty();
  }

  @Test
  void namesAreCut_betweenCharacters() {
    add(span(1, 0, "x".repeat(58) + "\ud83d\ude00yz").millis(0, 10));

    assertThat(hints().get(0).title().codePoints())
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    assertThat(hints().get(0).title()).contains("x…\"");
  }
}
