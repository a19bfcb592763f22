package dev.skein.quarkus.runtime;

import dev.skein.ContextStorage;
import dev.skein.Sampler;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.SkeinOptions;
import dev.skein.SpanHook;
import dev.skein.export.SpanExporter;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.VertxOptions;
import io.vertx.core.tracing.TracingOptions;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.util.TypeLiteral;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is done when the application starts and when it stops. */
@Recorder
public class SkeinRecorder {
  private static final Logger LOGGER = Logger.getLogger("dev.skein.quarkus");

  private static final TypeLiteral<UnaryOperator<ContextStorage>> AROUND_STORAGE =
      new TypeLiteral<>() {
        private static final long serialVersionUID = 1L;
      };

  private final RuntimeValue<SkeinRuntimeConfig> config;

  /** Made by Quarkus. */
  public SkeinRecorder(RuntimeValue<SkeinRuntimeConfig> config) {
    this.config = config;
  }

  /**
   * Finds the options.
   *
   * @param active whether the application was built to be traced
   */
  public RuntimeValue<SkeinOptions> options(boolean active) {
    SkeinOptions options =
        OptionsSource.load(
            ConfigProvider.getConfig().unwrap(SmallRyeConfig.class),
            UntracedPathsRecorder.excluded(config.getValue()));
    boolean agent = active && OpenTelemetryAgent.isPresent(ClassLoader.getSystemClassLoader());
    if (agent) {
      stepBack("the OpenTelemetry agent");
    } else if (active && !options.enabled()) {
      LOGGER.info(options.summary());
    }
    return new RuntimeValue<>(
        active && !agent ? options : options.toBuilder().enabled(false).build());
  }

  /** Says that another tracer is at work, and that this one is not. */
  public void stepBack(String other) {
    LOGGER.warnf("Skein steps back: %s traces this application already. Remove one of them", other);
  }

  /** Installs the tracer in the {@code Vertx} of the application, unless it has nothing to do. */
  @SuppressWarnings("deprecation") // Quarkus has no other way to hand over a factory
  public Consumer<VertxOptions> tracing(RuntimeValue<SkeinOptions> options) {
    return vertxOptions -> {
      // dev mode keeps its Vertx, and a reload may enable what is disabled now
      if (options.getValue().enabled() || LaunchMode.current() == LaunchMode.DEVELOPMENT) {
        vertxOptions.setTracingOptions(new TracingOptions().setFactory(ReloadableTracer.FACTORY));
      }
    };
  }

  /** Makes the bean; closed when everything else has stopped, so that the last span gets out. */
  public Function<SyntheticCreationalContext<Skein>, Skein> skein(
      RuntimeValue<SkeinOptions> options, ShutdownContext shutdown) {
    return context -> {
      SkeinBuilder builder =
          Skein.builder().options(options.getValue()).contextStorage(contextStorage());
      if (options.getValue().enabled()) {
        customize(builder);
      }
      Skein skein = builder.build();
      shutdown.addLastShutdownTask(skein::close);
      return skein;
    };
  }

  /** Where the current context lives, with whatever a bean puts around it: a test kit looks on. */
  private static ContextStorage contextStorage() {
    ContextStorage storage = new QuarkusContextStorage();
    for (UnaryOperator<ContextStorage> around : Arc.container().select(AROUND_STORAGE)) {
      storage = around.apply(storage);
    }
    return storage;
  }

  /** Hands over what the application defines as beans. */
  private static void customize(SkeinBuilder builder) {
    for (InstanceHandle<SpanHook> hook : Arc.container().listAll(SpanHook.class)) {
      builder.hook(hook.get());
    }
    // used when CDI has ended: the last spans are exported then
    SpanExporter exporter = only(SpanExporter.class);
    if (exporter != null) {
      builder.exporter(ClientProxy.unwrap(exporter));
    }
    Sampler sampler = only(Sampler.class);
    if (sampler != null) {
      builder.sampler(sampler);
    }
  }

  /** Starts tracing, if it is enabled. To be called before requests come in. */
  public void start(
      RuntimeValue<SkeinOptions> options, BeanContainer beans, ShutdownContext shutdown) {
    if (!options.getValue().enabled()) {
      return;
    }
    // last tasks run in reverse order: this one after the closing
    shutdown.addLastShutdownTask(
        () -> {
          ReloadableTracer.set(null);
          ActiveSkein.set(null);
        });
    Skein skein = beans.beanInstance(Skein.class);
    ActiveSkein.set(skein);
    ReloadableTracer.set(skein);
  }

  /** The one bean of a type that the application defines; null when it defines none. */
  private static <T> @Nullable T only(Class<T> type) {
    InjectableInstance<T> beans = Arc.container().select(type);
    if (beans.isAmbiguous()) {
      throw new AmbiguousResolutionException(
          "Skein takes one "
              + type.getName()
              + " only: make the others @Alternative or remove them");
    }
    return beans.isUnsatisfied() ? null : beans.get();
  }
}
