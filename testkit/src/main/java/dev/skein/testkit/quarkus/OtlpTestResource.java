package dev.skein.testkit.quarkus;

import dev.skein.testkit.OtlpReceiver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An {@link OtlpReceiver} that the application under test sends its spans to, for
 * {@code @QuarkusIntegrationTest} and any application that runs in a process of its own:
 * {@code @WithTestResource(OtlpTestResource.class)} on the test, and a field of type {@link
 * OtlpReceiver} in it, which is emptied before each test.
 */
public final class OtlpTestResource implements QuarkusTestResourceLifecycleManager {
  private @Nullable OtlpReceiver receiver;

  /** Called by Quarkus. */
  public OtlpTestResource() {}

  @Override
  public Map<String, String> start() {
    OtlpReceiver started = OtlpReceiver.start();
    receiver = started;
    return Map.of(
        "quarkus.skein.endpoint",
        started.endpoint().toString(),
        "quarkus.skein.export-delay",
        "50ms");
  }

  @Override
  public void inject(TestInjector injector) {
    OtlpReceiver started = Objects.requireNonNull(receiver, "not started");
    started.reset();
    injector.injectIntoFields(started, new TestInjector.MatchesType(OtlpReceiver.class));
  }

  @Override
  public void stop() {
    if (receiver != null) {
      receiver.close();
    }
  }
}
