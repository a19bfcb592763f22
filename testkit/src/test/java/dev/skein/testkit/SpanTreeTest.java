package dev.skein.testkit;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static dev.skein.testkit.SkeinAssertions.span;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SpanTreeTest {
  private static final Trace TRACE =
      Trace.of(
          Spans.TRACE_ID,
          List.of(
              Spans.span("GET /fruits", 1, 0).kind(SpanKind.SERVER).in("shop").at(0, 9).build(),
              Spans.span("pick", 2, 1).at(1, 2).build(),
              Spans.span("pick", 3, 1).at(2, 3).build(),
              Spans.span("GET", 4, 3)
                  .kind(SpanKind.CLIENT)
                  .status(StatusCode.ERROR, "")
                  .attributes(Map.of("http.response.status_code", 500L))
                  .at(3, 4)
                  .build()));

  /** The same, continued from a service that is not here. */
  private static final Trace CONTINUED =
      Trace.of(Spans.TRACE_ID, List.of(Spans.span("GET /fruits", 1, 99).build()));

  @Test
  void hasTree_thatIsTheTree_passesInAnyOrderOfChildren() {
    assertThat(TRACE)
        .hasTree(span("GET /fruits", span("pick", span("GET")), span("pick")))
        .hasTree(span("GET /fruits", span("pick"), span("pick", span("GET"))))
        .hasTree(
            span(
                    SpanKind.SERVER,
                    "GET /fruits",
                    span("pick"),
                    span(
                        "pick",
                        span(SpanKind.CLIENT, "GET")
                            .status(StatusCode.ERROR)
                            .attribute("http.response.status_code", 500)))
                .in("shop"));
    assertThat(CONTINUED).hasTree(span("GET /fruits"));
  }

  static List<Arguments> wrong() {
    SpanTree right = span("pick", span("GET"));
    return List.of(
        Arguments.of(span("GET /"), "expected \"GET /\", found \"GET /fruits\" SERVER"),
        Arguments.of(
            span("GET /fruits").in("store"), "expected \"GET /fruits\" in store, found \"GET /fr"),
        Arguments.of(
            span("GET /fruits", right),
            "below \"GET /fruits\" SERVER there is [\"pick\"] unexpected"),
        Arguments.of(
            span("GET /fruits", right, span("pick"), span("pack")),
            "below \"GET /fruits\" SERVER there is no [\"pack\"]"),
        Arguments.of(
            span("GET /fruits", right, span("pack")),
            "there is no [\"pack\"], but there is [\"pick\"] unexpected"),
        Arguments.of(
            span("GET /fruits", span("pick", span(SpanKind.SERVER, "GET")), span("pick")),
            "below \"pick\" there is no [\"GET\" SERVER], but there is [\"GET\" CLIENT] unexpected"),
        Arguments.of(
            span(
                "GET /fruits",
                span("pick", span("GET").attribute("http.response.status_code", 200)),
                span("pick")),
            "there is no [\"GET\" {http.response.status_code=200}], but there is [\"GET\" CLIENT]"),
        Arguments.of(
            span("GET /fruits", span("pick", span("GET").status(StatusCode.OK)), span("pick")),
            "there is no [\"GET\" OK]"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void hasTree_thatIsNotTheTree_failsWithTheDifferenceAndBothTrees(SpanTree tree, String message) {
    assertThatThrownBy(() -> assertThat(TRACE).hasTree(tree))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected the tree" + tree.text() + "\nbut ")
        .hasMessageContaining(message)
        .hasMessageContaining(TRACE.toString());
  }

  @Test
  void hasTree_ofSeveralTrees_fails() {
    Trace two =
        Trace.of(
            Spans.TRACE_ID, List.of(Spans.span("a", 1, 0).build(), Spans.span("b", 2, 0).build()));

    assertThatThrownBy(() -> assertThat(two).hasTree(span("a")))
        .hasMessageContaining("found 2 spans without their parent");
    assertThatThrownBy(() -> assertThat(two).root("a"))
        .hasMessageContaining("expected one span without its parent, found 2");
  }

  @Test
  void stepsThroughTheTree_reachEverySpan() {
    assertThat(TRACE)
        .root("GET /fruits")
        .hasKind(SpanKind.SERVER)
        .hasChildren("pick", "pick")
        .hasNoParent();
    assertThat(TRACE)
        .span("GET")
        .hasNoChildren()
        .parent()
        .hasName("pick")
        .child(SpanKind.CLIENT, "GET")
        .hasStatus(StatusCode.ERROR);
    assertThat(CONTINUED).root("GET /fruits").hasNoChildren();
  }

  @Test
  void stepsToWhatIsNotThere_failWithTheTree() {
    assertThatThrownBy(() -> assertThat(TRACE).root("GET /fruits").child("pick"))
        .hasMessageContaining("expected one child named pick, found 2")
        .hasMessageContaining(TRACE.toString());
    assertThatThrownBy(() -> assertThat(TRACE).root("GET /fruits").child(SpanKind.SERVER, "pick"))
        .hasMessageContaining("expected one child named pick of kind SERVER, found 0");
    assertThatThrownBy(() -> assertThat(TRACE).root("GET /fruits").parent())
        .hasMessageContaining("expected a parent");
    assertThatThrownBy(() -> assertThat(TRACE).root("GET /fruits").hasChildren("pick"))
        .hasMessageContaining("expected children to be <[pick]>, but was <[pick, pick]>");
    assertThatThrownBy(() -> assertThat(TRACE).root("GET /"))
        .hasMessageContaining("expected name to be <GET />, but was <GET /fruits>");
  }
}
