package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a jar beside the core adds, past providers that cannot be loaded or used. */
class SkeinProviderTest {
  /** Cannot be made. */
  public static final class Broken implements SkeinProvider {
    public Broken() {
      throw new IllegalStateException("broken");
    }

    @Override
    public String name() {
      return "broken";
    }
  }

  /** Carries the trace id on paper. */
  public static final class Paper implements SkeinProvider {
    static final Propagator PROPAGATOR =
        new Propagator() {
          @Override
          public List<String> fields() {
            return List.of("paper");
          }

          @Override
          public <C> Context extract(Context base, C carrier, Getter<C> getter) {
            return base;
          }

          @Override
          public <C> void inject(Context context, C carrier, Setter<C> setter) {
            setter.set(carrier, "paper", context.spanContext().traceId());
          }
        };

    @Override
    public String name() {
      return "paper";
    }

    @Override
    public Propagator propagator() {
      return PROPAGATOR;
    }
  }

  /** Known to a class loader of the application only. */
  public static final class Stone implements SkeinProvider {
    @Override
    public String name() {
      return "stone";
    }

    @Override
    public Propagator propagator() {
      return Paper.PROPAGATOR;
    }
  }

  private static SkeinOptions propagators(String value) {
    return SkeinOptions.loader()
        .framework("", Map.of("propagators", value)::get)
        .systemProperties(name -> null)
        .environment(name -> null)
        .load();
  }

  @Test
  void propagator_ofAnotherJar_isFoundPastBrokenOnes() {
    SkeinOptions options = propagators("paper, PAPER ,tracecontext");

    assertThat(options.problems()).isEmpty();
    assertThat(options.propagators()).containsExactly("paper", "tracecontext");
    assertThat(options.propagator().fields()).containsExactly("paper", "traceparent", "tracestate");
  }

  @Test
  void propagator_alone_isTheProvidersOwn() {
    assertThat(SkeinOptions.builder().propagators(List.of("paper")).build().propagator().fields())
        .containsExactly("paper");
  }

  @Test
  void propagator_brokenProvider_isAsGoodAsAbsent() {
    assertThat(propagators("broken").problems()).hasSize(1);
    assertThatThrownBy(() -> SkeinOptions.builder().propagators(List.of("broken")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dev.skein:skein-interop");
  }

  @Test
  void w3c_inTheirOrder_areTheOnePropagatorMadeForThem() {
    assertThat(propagators("tracecontext,baggage").propagator()).isSameAs(Propagator.w3c());
    assertThat(propagators("none").propagator()).isSameAs(Propagator.noop());
  }

  @Test
  void exporter_withoutItsJar_isRefusedInCode() {
    assertThatThrownBy(() -> SkeinOptions.builder().exporter(ExporterKind.ZIPKIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dev.skein:skein-interop");
  }

  @Test
  void provider_thatOnlyTheThreadSees_isFound(@TempDir Path directory) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(SkeinProvider.class.getName()), Stone.class.getName());
    assertThat(propagators("stone").problems()).hasSize(1);

    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(application);
      assertThat(propagators("stone").propagators()).containsExactly("stone");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void services_thatCannotBeRead_endInAbsence(@TempDir Path directory) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(SkeinProvider.class.getName()), "no class name at all\n");

    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(application);
      assertThat(propagators("stone").problems()).hasSize(1);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
