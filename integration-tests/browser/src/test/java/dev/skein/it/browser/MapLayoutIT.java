package dev.skein.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The layout of the service map for maps of all shapes, without drawing them. */
class MapLayoutIT {
  @RegisterExtension static final ViewerUnderTest VIEWER = ViewerUnderTest.kept();
  @RegisterExtension static final Browser BROWSER = new Browser();

  /** Numbers that are the same in every run, and maps made of them. */
  private static final String GRAPHS =
      """
      const {layout, LABEL} = await import('/page/views/map/layout.js');
      let state = 20261123;
      const random = (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor(state / 2 ** 32 * below);
      };
      const nodesOf = (size) => Array.from({length: size}, (_, i) => ({
        id: `service-${String(i).padStart(3, '0')}`, width: 160 + random(80), entry: random(10) === 0,
      }));
      const edgesOf = (nodes, wanted) => [...new Map(Array.from({length: wanted}, () => {
        const [from, to] = [nodes[random(nodes.length)].id, nodes[random(nodes.length)].id];
        return [`${from} ${to}`, {from, to}];
      })).values()];
      const boxesOf = (map) => [
        ...[...map.nodes].map(([id, box]) => ({id, ...box})),
        ...map.edges.map(({from, to, label}) => ({id: `${from} ${to}`, ...label})),
      ];
      const overlap = (a, b) => a.x + 0.01 < b.x + b.width && b.x + 0.01 < a.x + a.width
        && a.y + 0.01 < b.y + b.height && b.y + 0.01 < a.y + a.height;
      """;

  @BeforeEach
  void openPage() {
    BROWSER.open(VIEWER.uri());
  }

  private static <T> T run(String script) {
    return BROWSER.script("return (async () => {" + GRAPHS + script + "})();");
  }

  @Test
  void boxes_ofAnyMap_neverOverlapAndLieWithinIt() {
    List<String> wrong =
        run(
            """
            const wrong = [];
            for (let round = 0; round < 120; round++) {
              const nodes = nodesOf(1 + random(60));
              const map = layout(nodes, edgesOf(nodes, random(2 * nodes.length + 1)));
              const boxes = boxesOf(map);
              boxes.forEach((box, i) => {
                if (!(box.x >= 0 && box.y >= 0 && box.x + box.width <= map.width
                    && box.y + box.height <= map.height)) {
                  wrong.push(`${round}: ${box.id} is outside`);
                }
                for (const other of boxes.slice(0, i)) {
                  if (overlap(box, other)) wrong.push(`${round}: ${box.id} on ${other.id}`);
                }
              });
              for (const {from, to, path} of map.edges) {
                if (!/^M[-0-9.ML C]+$/.test(path)) wrong.push(`${round}: ${from} ${to} is ${path}`);
              }
            }
            return wrong;
            """);

    assertThat(wrong).isEmpty();
  }

  @Test
  void callers_standLeftOfThoseTheyCall_unlessTheCallIsMarkedBackward() {
    List<String> wrong =
        run(
            """
            const wrong = [];
            let backward = 0;
            for (let round = 0; round < 60; round++) {
              const nodes = nodesOf(2 + random(40));
              const map = layout(nodes, edgesOf(nodes, 1 + random(2 * nodes.length)));
              for (const edge of map.edges.filter(({from, to}) => from !== to)) {
                const [from, to] = [map.nodes.get(edge.from), map.nodes.get(edge.to)];
                if ((from.x + from.width < to.x) === edge.backward) {
                  wrong.push(`${round}: ${edge.from} ${edge.to}`);
                }
                backward += edge.backward;
              }
            }
            return backward > 0 ? wrong : ['no cycle was drawn'];
            """);

    assertThat(wrong).isEmpty();
  }

  @Test
  void callsWithoutACycle_areNeverDrawnBackward() {
    Long backward =
        run(
            """
            const nodes = nodesOf(50);
            const edges = edgesOf(nodes, 120).filter(({from, to}) => from < to);
            return layout(nodes, edges).edges.filter((edge) => edge.backward).length;
            """);

    assertThat(backward).isZero();
  }

  @Test
  void cycle_isCutWhereRequestsEnter_andItsLastCallLeadsBack() {
    Map<String, Object> map =
        run(
            """
            const nodes = ['inventory', 'payment', 'storefront'].map((id) =>
              ({id, width: 170, entry: id === 'storefront'}));
            const edges = [['storefront', 'payment'], ['payment', 'inventory'], ['inventory', 'storefront']]
              .map(([from, to]) => ({from, to}));
            const map = layout(nodes, edges);
            return {
              order: [...map.nodes].sort(([, a], [, b]) => a.x - b.x).map(([id]) => id),
              backward: map.edges.filter((edge) => edge.backward).map(({from, to}) => `${from} ${to}`),
              levels: new Set([...map.nodes.values()].map(({y}) => Math.round(y))).size,
            };
            """);

    assertThat(map.get("order")).isEqualTo(List.of("storefront", "payment", "inventory"));
    assertThat(map.get("backward")).isEqualTo(List.of("inventory storefront"));
    assertThat(map.get("levels")).as("services on one line").isEqualTo(1L);
  }

  @Test
  void sameMap_isLaidOutTheSame_alsoAfterItself() {
    List<String> moved =
        run(
            """
            const nodes = nodesOf(40);
            const edges = edgesOf(nodes, 70);
            const first = layout(nodes, edges);
            const text = ({nodes, edges}) => JSON.stringify([[...nodes], edges]);
            const moved = text(layout(nodes, edges)) === text(first) ? [] : ['a second time'];
            const after = layout(nodes, edges, first);
            for (const [id, {column}] of after.nodes) {
              if (column !== first.nodes.get(id).column) moved.push(id);
            }
            return moved;
            """);

    assertThat(moved).isEmpty();
  }

  @Test
  void longChain_isOneLine() {
    Map<String, Object> map =
        run(
            """
            const nodes = nodesOf(60);
            const edges = nodes.slice(1).map(({id}, i) => ({from: nodes[i].id, to: id}));
            const map = layout(nodes, edges);
            const ys = [...map.nodes.values()].map(({y}) => y);
            return {
              columns: new Set([...map.nodes.values()].map(({column}) => column)).size,
              slope: Math.round(Math.max(...ys) - Math.min(...ys)),
            };
            """);

    assertThat(map).containsEntry("columns", 60L).containsEntry("slope", 0L);
  }
}
