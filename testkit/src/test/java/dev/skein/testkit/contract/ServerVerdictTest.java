package dev.skein.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Skein;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerTracer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** What the server contract says about a server on the whole, for adapters that are broken. */
class ServerVerdictTest {
  private static final List<Deviation> NO_HTTP_2 =
      List.of(Deviation.unsupported(HttpServerContractTest.NO_HTTP_2, "HTTP/2"));

  @Test
  void spanBesides_isNoticed() throws Exception {
    assertThat(red(Besides::new)).containsOnly(ServerVerdict.NOTHING_ELSE);
  }

  @Test
  void attributeOutsideTheTable_isNoticed() throws Exception {
    assertThat(red(OutsideTheTable::new)).contains(ServerVerdict.CONVENTIONS);
  }

  @Test
  void responseThatTellsWhatWasSampled_isNoticed() throws Exception {
    assertThat(red(TellsSampled::new))
        .allMatch(name -> name.startsWith(ServerVerdict.THROWING_SAMPLER))
        .containsAll(ofAllGroups(ServerVerdict.THROWING_SAMPLER));
  }

  @Test
  void responseThatChangesWhenAnExporterThrows_isNoticed() throws Exception {
    assertThat(
            red(
                fault ->
                    fault == Fault.THROWING_EXPORTER
                        ? run(fault, SaysFailure::new)
                        : run(fault, ReferenceTracing::new)))
        .containsExactlyInAnyOrderElementsOf(ofAllGroups(ServerVerdict.THROWING_EXPORTER));
  }

  @Test
  void attributeThatComesLate_isNoticed() throws Exception {
    assertThat(red(Late::new)).containsAll(ofAllGroups(ServerVerdict.AT_START));
  }

  @Test
  void samplerThatRecordsThoughItShouldThrow_isNoticed() throws Exception {
    assertThat(red(fault -> run(without(Fault.THROWING_SAMPLER, fault), ReferenceTracing::new)))
        .containsOnly(ServerVerdict.THROWING_SAMPLER + ", " + ServerVerdict.RECORDED);
  }

  @Test
  void exporterThatDeliversThoughItShouldThrow_isNoticed() throws Exception {
    assertThat(red(fault -> run(without(Fault.THROWING_EXPORTER, fault), ReferenceTracing::new)))
        .containsOnly(ServerVerdict.THROWING_EXPORTER + ", " + ServerVerdict.RECORDED);
  }

  private static Fault without(Fault ignored, Fault fault) {
    return fault == ignored ? Fault.NONE : fault;
  }

  private static List<String> ofAllGroups(String container) {
    return ServerCases.GROUPS.stream()
        .map(group -> ServerVerdict.faultCase(container, group))
        .toList();
  }

  private static Set<String> red(ReferenceTracing.Factory adapter) throws Exception {
    return red(fault -> run(fault, adapter));
  }

  private static Set<String> red(ServerVerdict.Runner runner) throws Exception {
    Map<String, DynamicTest> tests = new LinkedHashMap<>();
    collect(new ServerVerdict(judge(), runner).nodes(), tests);
    return red(tests);
  }

  private static Judge judge() {
    Subject subject = new Subject("Broken", "");
    return new Judge(subject, NO_HTTP_2, ContractResults.of("HTTP server", subject));
  }

  private static ServerRun run(Fault fault, ReferenceTracing.Factory adapter) throws Exception {
    return ServerRun.of(
        fault,
        setup -> ReferenceServer.start(setup.skein(), adapter),
        ServerCases.connections(fault),
        Duration.ZERO);
  }

  private static void collect(Stream<? extends DynamicNode> nodes, Map<String, DynamicTest> tests) {
    nodes.forEach(
        node -> {
          if (node instanceof DynamicContainer container) {
            collect(container.getChildren(), tests);
          } else {
            tests.put(node.getDisplayName(), (DynamicTest) node);
          }
        });
  }

  private static Set<String> red(Map<String, DynamicTest> tests) {
    Set<String> red = new TreeSet<>();
    tests.forEach(
        (name, test) -> {
          try {
            test.getExecutable().execute();
          } catch (Throwable e) {
            red.add(name);
          }
        });
    return red;
  }

  private static class Besides extends ReferenceTracing {
    Besides(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
      if (span.span().isRecording()) {
        skein.tracer().startSpan("besides").end();
      }
    }
  }

  private static class OutsideTheTable extends ReferenceTracing {
    OutsideTheTable(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
      span.span().setAttribute("http.target", request.target());
    }
  }

  private static class TellsSampled extends ReferenceTracing {
    TellsSampled(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    Map<String, String> headers(Map<String, String> headers) {
      Map<String, String> more = new LinkedHashMap<>(super.headers(headers));
      more.put("Sampled", Boolean.toString(span.span().isRecording()));
      return more;
    }
  }

  private static class SaysFailure extends ReferenceTracing {
    SaysFailure(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(skein, tracer, request);
    }

    @Override
    Map<String, String> headers(Map<String, String> headers) {
      Map<String, String> more = new LinkedHashMap<>(super.headers(headers));
      more.put("Exported", "no");
      return more;
    }
  }

  private static class Late extends ReferenceTracing {
    Late(Skein skein, HttpServerTracer tracer, HttpServerRequest request) {
      super(
          skein,
          tracer,
          new MisreadRequest(request) {
            @Override
            public String target() {
              return null;
            }
          });
      String path = request.target() == null ? null : ((ReferenceRequest) request).path();
      span.span().setAttribute("url.path", path);
    }
  }
}
