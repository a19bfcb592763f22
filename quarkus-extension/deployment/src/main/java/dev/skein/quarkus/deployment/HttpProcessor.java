package dev.skein.quarkus.deployment;

import dev.skein.quarkus.runtime.ClientSpanFilter;
import dev.skein.quarkus.runtime.ExceptionHandler;
import dev.skein.quarkus.runtime.ReloadFilter;
import dev.skein.quarkus.runtime.RestRouteFilter;
import dev.skein.quarkus.runtime.RouteCustomizer;
import dev.skein.quarkus.runtime.RouteFilter;
import dev.skein.quarkus.runtime.SkeinBuildConfig;
import dev.skein.quarkus.runtime.SkeinHealthCheck;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.AdditionalIndexedClassesBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.rest.client.reactive.spi.ClientRequestFilterBuildItem;
import io.quarkus.rest.client.reactive.spi.ClientResponseFilterBuildItem;
import io.quarkus.resteasy.reactive.server.spi.GlobalHandlerCustomizerBuildItem;
import io.quarkus.resteasy.reactive.server.spi.PreExceptionMapperHandlerBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** What is added for the HTTP extensions that the application has. */
final class HttpProcessor {

  /** Routes of Vert.x Web. */
  @BuildStep
  void routes(
      TracingBuildItem tracing,
      Capabilities capabilities,
      LaunchModeBuildItem launchMode,
      BuildProducer<AdditionalBeanBuildItem> beans) {
    if (!tracing.isActive() || !capabilities.isPresent(Capability.VERTX_HTTP)) {
      return;
    }
    beans.produce(
        AdditionalBeanBuildItem.unremovableOf(
            capabilities.isPresent(Capability.RESTEASY_REACTIVE)
                ? RestRouteFilter.class
                : RouteFilter.class));
    if (launchMode.getLaunchMode() == LaunchMode.DEVELOPMENT) {
      beans.produce(AdditionalBeanBuildItem.unremovableOf(ReloadFilter.class));
    }
  }

  @BuildStep
  void rest(
      TracingBuildItem tracing,
      Capabilities capabilities,
      BuildProducer<GlobalHandlerCustomizerBuildItem> customizers,
      BuildProducer<PreExceptionMapperHandlerBuildItem> exceptionHandlers) {
    if (tracing.isActive() && capabilities.isPresent(Capability.RESTEASY_REACTIVE)) {
      customizers.produce(new GlobalHandlerCustomizerBuildItem(new RouteCustomizer()));
      exceptionHandlers.produce(new PreExceptionMapperHandlerBuildItem(new ExceptionHandler()));
    }
  }

  @BuildStep
  void restClient(
      TracingBuildItem tracing,
      Capabilities capabilities,
      BuildProducer<AdditionalIndexedClassesBuildItem> indexed,
      BuildProducer<ClientRequestFilterBuildItem> requestFilters,
      BuildProducer<ClientResponseFilterBuildItem> responseFilters) {
    if (tracing.isActive() && capabilities.isPresent(Capability.REST_CLIENT_REACTIVE)) {
      String filter = ClientSpanFilter.class.getName();
      // the index is where its priority is looked up
      indexed.produce(new AdditionalIndexedClassesBuildItem(filter));
      requestFilters.produce(new ClientRequestFilterBuildItem(filter));
      responseFilters.produce(new ClientResponseFilterBuildItem(filter));
    }
  }

  @BuildStep
  void health(
      TracingBuildItem tracing,
      SkeinBuildConfig config,
      Capabilities capabilities,
      BuildProducer<HealthBuildItem> checks) {
    if (tracing.isActive() && capabilities.isPresent(Capability.SMALLRYE_HEALTH)) {
      checks.produce(new HealthBuildItem(SkeinHealthCheck.class.getName(), config.healthEnabled()));
    }
  }
}
