package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.ExporterKind;
import dev.skein.Skein;
import dev.skein.SkeinProvider;
import io.quarkus.builder.BuildContext;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The jar skein-interop is on the class path, and Quarkus' own keys name what it has. */
class InteropTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withEmptyApplication()
          .overrideConfigKey("quarkus.http.test-port", "0")
          .overrideConfigKey("quarkus.skein.propagators", "b3,jaeger")
          .overrideConfigKey("quarkus.skein.exporter", "zipkin")
          .overrideConfigKey("quarkus.skein.zipkin-endpoint", "http://localhost:1/api/v2/spans")
          .overrideConfigKey("quarkus.skein.shutdown-timeout", "100ms")
          .addBuildChainCustomizer(
              chain ->
                  chain
                      .addBuildStep(InteropTest::checkProviders)
                      .consumes(ServiceProviderBuildItem.class)
                      .produces(FeatureBuildItem.class)
                      .build());

  @Inject Skein skein;

  /** Fails the build when a native image would not have the providers. */
  private static void checkProviders(BuildContext context) {
    context.consumeMulti(ServiceProviderBuildItem.class).stream()
        .filter(item -> item.serviceDescriptorFile().endsWith(SkeinProvider.class.getName()))
        .filter(item -> item.providers().contains("dev.skein.interop.B3Provider"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void settings_nameWhatTheJarHas() {
    assertThat(skein.options().problems()).isEmpty();
    assertThat(skein.options().exporter()).isEqualTo(ExporterKind.ZIPKIN);
    assertThat(skein.propagator().fields()).containsExactly("b3", "uber-trace-id");
    assertThat(skein.options().zipkinEndpoint())
        .isEqualTo(URI.create("http://localhost:1/api/v2/spans"));
  }
}
