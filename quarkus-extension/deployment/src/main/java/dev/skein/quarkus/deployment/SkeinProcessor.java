package dev.skein.quarkus.deployment;

import dev.skein.Sampler;
import dev.skein.Skein;
import dev.skein.SkeinProvider;
import dev.skein.SpanHook;
import dev.skein.export.SpanExporter;
import dev.skein.quarkus.runtime.SkeinBuildConfig;
import dev.skein.quarkus.runtime.SkeinContextProvider;
import dev.skein.quarkus.runtime.SkeinProducers;
import dev.skein.quarkus.runtime.SkeinRecorder;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.context.deployment.spi.ThreadContextProviderBuildItem;
import io.quarkus.vertx.core.deployment.CoreVertxBuildItem;
import io.quarkus.vertx.core.deployment.VertxOptionsConsumerBuildItem;
import jakarta.inject.Singleton;

/** What is there whatever the application consists of: the beans, the tracer, the context. */
final class SkeinProcessor {
  private static final String FEATURE = "skein";

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(FEATURE);
  }

  @BuildStep
  TracingBuildItem tracing(SkeinBuildConfig config, Capabilities capabilities) {
    boolean other = capabilities.isPresent(Capability.OPENTELEMETRY_TRACER);
    return new TracingBuildItem(config.enabled() && !other);
  }

  /** Only one tracer fits into a Vertx; the one that was there first stays. */
  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  void stepBack(SkeinBuildConfig config, TracingBuildItem tracing, SkeinRecorder recorder) {
    if (config.enabled() && !tracing.isActive()) {
      recorder.stepBack("quarkus-opentelemetry");
    }
  }

  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  OptionsBuildItem options(TracingBuildItem tracing, SkeinRecorder recorder) {
    return new OptionsBuildItem(recorder.options(tracing.isActive()));
  }

  /** Said at the start, with the reason; not once more when somebody injects a tracer. */
  @BuildStep
  LogCleanupFilterBuildItem disabled() {
    return new LogCleanupFilterBuildItem("dev.skein", "Skein is disabled");
  }

  /** A native image has the providers that somebody names, and no others. */
  @BuildStep
  ServiceProviderBuildItem providers() {
    return ServiceProviderBuildItem.allProvidersFromClassPath(SkeinProvider.class.getName());
  }

  @BuildStep
  AdditionalBeanBuildItem producers() {
    return AdditionalBeanBuildItem.unremovableOf(SkeinProducers.class);
  }

  @BuildStep
  UnremovableBeanBuildItem customizers() {
    return UnremovableBeanBuildItem.beanTypes(SpanHook.class, SpanExporter.class, Sampler.class);
  }

  /** Around the storage of the current context; of this type there is little else. */
  @BuildStep
  UnremovableBeanBuildItem aroundStorage() {
    return new UnremovableBeanBuildItem(
        bean ->
            bean.getTypes().stream()
                .anyMatch(
                    type ->
                        type.toString()
                            .equals("java.util.function.UnaryOperator<dev.skein.ContextStorage>")));
  }

  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  SyntheticBeanBuildItem skein(
      OptionsBuildItem options, ShutdownContextBuildItem shutdown, SkeinRecorder recorder) {
    return SyntheticBeanBuildItem.configure(Skein.class)
        .scope(Singleton.class)
        .defaultBean()
        .unremovable()
        .setRuntimeInit()
        .createWith(recorder.skein(options.options(), shutdown))
        .done();
  }

  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  void vertx(
      TracingBuildItem tracing,
      OptionsBuildItem options,
      LaunchModeBuildItem launchMode,
      SkeinRecorder recorder,
      BuildProducer<VertxOptionsConsumerBuildItem> consumers) {
    // dev mode keeps its Vertx, and a reload may enable what is disabled now
    if (tracing.isActive() || launchMode.getLaunchMode() == LaunchMode.DEVELOPMENT) {
      consumers.produce(
          new VertxOptionsConsumerBuildItem(
              recorder.tracing(options.options()),
              jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER));
    }
  }

  /** After Vert.x, so that the shutdown runs before that of Vert.x; before the HTTP server. */
  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  @Consume(CoreVertxBuildItem.class)
  @Consume(SyntheticBeansRuntimeInitBuildItem.class)
  void start(
      TracingBuildItem tracing,
      OptionsBuildItem options,
      BeanContainerBuildItem beans,
      ShutdownContextBuildItem shutdown,
      SkeinRecorder recorder,
      BuildProducer<ServiceStartBuildItem> started) {
    if (tracing.isActive()) {
      recorder.start(options.options(), beans.getValue(), shutdown);
      started.produce(new ServiceStartBuildItem(FEATURE));
    }
  }

  @BuildStep
  void contextPropagation(
      TracingBuildItem tracing, BuildProducer<ThreadContextProviderBuildItem> providers) {
    if (tracing.isActive()) {
      providers.produce(new ThreadContextProviderBuildItem(SkeinContextProvider.class));
    }
  }
}
