package dev.skein.testkit;

import dev.skein.ContextStorage;
import dev.skein.Skein;
import dev.skein.SkeinBuilder;
import dev.skein.Tracer;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives JUnit tests a {@link TraceRecorder}, a {@link Skein}, a {@link Tracer} or an {@link
 * OtlpReceiver} as a parameter, and runs the {@link TraceCheck}s after each test that has passed.
 *
 * <p>Each test has its own, so that tests may run in parallel. One that is asked for in a
 * {@code @BeforeAll} method, or in the constructor of a class with one instance for all tests, is
 * shared by the tests of the class and of those nested in it: it is reset before each test, and
 * tests that share it run one at a time. Parameters are those of constructors, lifecycle methods
 * and tests.
 *
 * <p>By {@link SkeinTest}, or as a field where something is to be changed:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SkeinExtension SKEIN =
 *     SkeinExtension.create().serviceName("shop").customize(builder -> builder.clock(clock));
 * }</pre>
 *
 * <p>Thread-safe once it is configured.
 */
public final class SkeinExtension
    implements BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SkeinExtension.class);
  private static final Set<Class<?>> TYPES =
      Set.of(TraceRecorder.class, Skein.class, Tracer.class, OtlpReceiver.class);

  private @Nullable String serviceName;
  private @Nullable Boolean captureStacks;
  private @Nullable Duration patience;
  private UnaryOperator<SkeinBuilder> customizer = UnaryOperator.identity();

  /** Called by JUnit. */
  public SkeinExtension() {}

  /** An extension for a field. */
  public static SkeinExtension create() {
    return new SkeinExtension();
  }

  /** The name of the service that the spans are of; {@code test} by default. */
  public SkeinExtension serviceName(String name) {
    serviceName = Objects.requireNonNull(name, "name");
    return this;
  }

  /** Whether failures show where spans were started with the whole stack; not by default. */
  public SkeinExtension captureStacks(boolean capture) {
    captureStacks = capture;
    return this;
  }

  /** How long the checks wait for spans to end and scopes to be closed; 5 seconds by default. */
  public SkeinExtension patience(Duration duration) {
    patience = Objects.requireNonNull(duration, "duration");
    return this;
  }

  /** Changes every Skein before it is built; see {@link TraceRecorder#skein(String)}. */
  public SkeinExtension customize(UnaryOperator<SkeinBuilder> customizer) {
    this.customizer = Objects.requireNonNull(customizer, "customizer");
    return this;
  }

  /**
   * For extensions of frameworks: where the current context lives in the tests below a context. To
   * be called before anything is asked for there.
   */
  public static void useStorage(ExtensionContext context, Supplier<ContextStorage> storage) {
    context.getStore(NAMESPACE).put(ContextStorage.class, storage);
  }

  /** For extensions of frameworks: the Skein of a test, or of a class of tests. */
  public static Skein skein(ExtensionContext context) {
    TestTracing found = find(context);
    return (found == null ? new SkeinExtension().tracing(context) : found).skein();
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestTracing tracing = tracing(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == TraceRecorder.class) {
      return tracing.recorder();
    } else if (type == OtlpReceiver.class) {
      return tracing.receiver();
    }
    return type == Skein.class ? tracing.skein() : tracing.skein().tracer();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    tracing(context).begin(context.getUniqueId());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestTracing tracing = tracing(context);
    try {
      // a test that has failed says what matters, and leaves spans open more often than not
      if (context.getExecutionException().isEmpty()) {
        AnnotatedElement method = context.getTestMethod().orElse(null);
        Set<TraceCheck> checks = TraceCheck.of(method, context.getRequiredTestClass());
        tracing.recorder().verify(checks, patience(context));
      }
    } finally {
      tracing.end(context.getUniqueId());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TestTracing tracing = find(context);
    if (tracing != null) {
      tracing.end(context.getUniqueId());
    }
  }

  private static @Nullable TestTracing find(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(TestTracing.class, TestTracing.class);
  }

  /** What the context has, or one around it; else a new one, which belongs to the context. */
  private TestTracing tracing(ExtensionContext context) {
    TestTracing found = find(context);
    if (found != null) {
      return found;
    }
    SkeinTest annotation = annotation(context);
    TraceRecorder recorder =
        TraceRecorder.create()
            .captureStacks(
                captureStacks == null
                    ? annotation != null && annotation.captureStacks()
                    : captureStacks);
    String byAnnotation = annotation == null ? "test" : annotation.serviceName();
    TestTracing made =
        new TestTracing(
            context.getUniqueId(),
            recorder,
            serviceName == null ? byAnnotation : serviceName,
            builder -> customizer.apply(withStorage(builder, recorder, context)));
    context.getStore(NAMESPACE).put(TestTracing.class, made);
    return made;
  }

  private static SkeinBuilder withStorage(
      SkeinBuilder builder, TraceRecorder recorder, ExtensionContext context) {
    Supplier<?> storage = context.getStore(NAMESPACE).get(ContextStorage.class, Supplier.class);
    return storage == null
        ? builder
        : builder.contextStorage(recorder.watch((ContextStorage) storage.get()));
  }

  private Duration patience(ExtensionContext context) {
    SkeinTest annotation = annotation(context);
    if (patience != null) {
      return patience;
    }
    return annotation == null
        ? TraceRecorder.PATIENCE
        : Duration.ofMillis(annotation.patienceMillis());
  }

  /** The annotation of the method, else of the class or of the nearest one around it. */
  private static @Nullable SkeinTest annotation(ExtensionContext context) {
    Optional<SkeinTest> found =
        context.getElement().flatMap(e -> AnnotationSupport.findAnnotation(e, SkeinTest.class));
    Class<?> type = context.getTestClass().orElse(null);
    while (found.isEmpty() && type != null) {
      found = AnnotationSupport.findAnnotation(type, SkeinTest.class);
      type = type.getEnclosingClass();
    }
    return found.orElse(null);
  }
}
