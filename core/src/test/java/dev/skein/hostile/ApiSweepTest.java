package dev.skein.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.EndingSpan;
import dev.skein.Figure;
import dev.skein.Skein;
import dev.skein.SpanHook;
import dev.skein.export.ExportResult;
import dev.skein.export.Health;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanExporter;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every public method of every public type, with everything that an application could pass: no
 * exception, except by what is listed in {@link Refusals}.
 */
@Timeout(600)
class ApiSweepTest {
  private final List<SpanBatch> batches = new ArrayList<>();
  private final List<EndingSpan> endings = new ArrayList<>();

  private final SpanExporter exporter =
      batch -> {
        batches.add(batch);
        return CompletableFuture.completedFuture(ExportResult.success());
      };

  private final SpanHook keeping =
      new SpanHook() {
        @Override
        public void onEnding(EndingSpan span) {
          endings.add(span);
        }
      };

  @Test
  void publicMethods_withHostileArguments_throwNothing() throws Exception {
    List<Skein> skeins = skeins();
    Values values = new Values(skeins, batch(), endings.get(0));
    Sweep sweep = new Sweep(values, Refusals.REFUSING, Refusals.PASSING_ON);

    for (Class<?> type : publicTypes()) {
      sweep.sweep(type);
    }

    Figure.report(
        "hostile-api-calls",
        "Public methods called with hostile arguments",
        sweep.calls
            + " calls of "
            + sweep.swept.size()
            + " methods, 0 thrown but by the "
            + Refusals.REFUSING.size()
            + " that refuse a wrong configuration");
    assertThat(sweep.violations).isEmpty();
    assertThat(sweep.refused).containsExactlyInAnyOrderElementsOf(Refusals.REFUSING);
    assertThat(sweep.passedOn).containsExactlyInAnyOrderElementsOf(Refusals.PASSING_ON);
    for (Skein skein : skeins) {
      skein.flush(Duration.ofMinutes(5));
      assertBalanced(skein.health());
      skein.close();
      assertBalanced(skein.health());
      assertThat(skein.health().bufferedBytes()).isZero();
    }
  }

  /** In use, closed, with everything that an application can bring broken, and with hooks. */
  private List<Skein> skeins() {
    Skein closed = Values.builder().build();
    closed.close();
    Skein broken =
        Values.builder()
            .clock(Values.throwing(dev.skein.Clock.class))
            .contextStorage(Values.throwing(dev.skein.ContextStorage.class))
            .sampler(Values.throwing(dev.skein.Sampler.class))
            .idGenerator(Values.throwing(dev.skein.IdGenerator.class))
            .propagator(Values.throwing(dev.skein.propagation.Propagator.class))
            .exporter(Values.throwing(SpanExporter.class))
            .hook(Values.throwing(SpanHook.class))
            .build();
    Skein recording =
        Values.builder()
            .clock(Values.throwing(dev.skein.Clock.class))
            .contextStorage(Values.throwing(dev.skein.ContextStorage.class))
            .exporter(Values.throwing(SpanExporter.class))
            .hook(Values.throwing(SpanHook.class))
            .build();
    Skein empty =
        Values.builder()
            .clock(Values.nothing(dev.skein.Clock.class))
            .contextStorage(Values.nothing(dev.skein.ContextStorage.class))
            .sampler(Values.nothing(dev.skein.Sampler.class))
            .idGenerator(Values.nothing(dev.skein.IdGenerator.class))
            .propagator(Values.nothing(dev.skein.propagation.Propagator.class))
            .exporter(Values.nothing(SpanExporter.class))
            .hook(Values.nothing(SpanHook.class))
            .build();
    Skein hooked = Values.builder().hook(keeping).build();
    return List.of(Values.builder().build(), closed, broken, recording, empty, hooked);
  }

  private SpanBatch batch() {
    try (Skein skein = Values.builder().exporter(exporter).hook(keeping).build()) {
      skein.tracer().startSpan("kept").end();
      skein.flush(Duration.ofMinutes(5));
    }
    return batches.get(0);
  }

  private static void assertBalanced(Health health) {
    assertThat(health.live() + health.pending() + health.exported() + health.rejected())
        .as("%s", health)
        .isEqualTo(health.started() - health.droppedTotal());
  }

  /** What the jar offers: every public class of the packages that are not internal. */
  static List<Class<?>> publicTypes() throws IOException, URISyntaxException {
    Path root = Path.of(Skein.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted().toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
        if (name.endsWith(".class")
            && !name.contains(".internal.")
            && !name.endsWith("-info.class")) {
          Class<?> type = type(name.substring(0, name.length() - ".class".length()));
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    }
    assertThat(types).hasSizeGreaterThan(60).contains(Skein.class);
    return types;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!Modifier.isPublic(each.getModifiers())) {
        return false;
      }
    }
    return !type.isAnonymousClass();
  }
}
