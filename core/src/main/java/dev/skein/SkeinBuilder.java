package dev.skein;

import dev.skein.export.SpanExporter;
import dev.skein.export.SpanPipeline;
import dev.skein.export.SpanPipelineConfig;
import dev.skein.internal.Printable;
import dev.skein.internal.RateLimitedLog;
import dev.skein.internal.Version;
import dev.skein.propagation.Propagator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Skein}. What is set here wins over the options. Not thread-safe. */
public final class SkeinBuilder {
  private static final Logger LOGGER = System.getLogger("dev.skein");
  private static final String SCOPE_NAME = "dev.skein";

  private @Nullable SkeinOptions options;
  private @Nullable SpanExporter exporter;
  private @Nullable Sampler sampler;
  private @Nullable Propagator propagator;
  private @Nullable Resource resource;
  private ContextStorage contextStorage = ContextStorage.threadLocal();
  private Clock clock = Clock.system();
  private @Nullable IdGenerator idGenerator;
  private final List<SpanHook> hooks = new ArrayList<>();

  SkeinBuilder() {}

  /** The options; the default is {@link SkeinOptions#load} without a framework's configuration. */
  public SkeinBuilder options(SkeinOptions options) {
    this.options = Objects.requireNonNull(options, "options");
    return this;
  }

  /** Where spans go; closed together with the {@link Skein}. */
  public SkeinBuilder exporter(SpanExporter exporter) {
    this.exporter = Objects.requireNonNull(exporter, "exporter");
    return this;
  }

  /** What is recorded. */
  public SkeinBuilder sampler(Sampler sampler) {
    this.sampler = Objects.requireNonNull(sampler, "sampler");
    return this;
  }

  /** How contexts travel. */
  public SkeinBuilder propagator(Propagator propagator) {
    this.propagator = Objects.requireNonNull(propagator, "propagator");
    return this;
  }

  /** More about the service; wins over the options' resource attributes. */
  public SkeinBuilder resource(Resource resource) {
    this.resource = Objects.requireNonNull(resource, "resource");
    return this;
  }

  /** Where the current context lives; the default is one per thread. */
  public SkeinBuilder contextStorage(ContextStorage contextStorage) {
    this.contextStorage = Objects.requireNonNull(contextStorage, "contextStorage");
    return this;
  }

  /** The time; the default is {@link Clock#system()}. */
  public SkeinBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** The source of ids; the default is {@link IdGenerator#random()}. */
  public SkeinBuilder idGenerator(IdGenerator idGenerator) {
    this.idGenerator = Objects.requireNonNull(idGenerator, "idGenerator");
    return this;
  }

  /** Adds a hook that sees every recorded span. */
  public SkeinBuilder hook(SpanHook hook) {
    hooks.add(Objects.requireNonNull(hook, "hook"));
    return this;
  }

  /** Builds it, and says in one line what was built; what is wrong with the options, in others. */
  public Skein build() {
    SkeinOptions effective = options == null ? SkeinOptions.load() : options;
    for (String problem : effective.problems()) {
      LOGGER.log(Level.WARNING, Printable.clean(problem));
    }
    String summary = effective.summary(described(exporter), described(sampler));
    LOGGER.log(Level.INFO, Printable.clean(summary));
    AtomicBoolean off = new AtomicBoolean(!effective.enabled());
    SpanPipeline pipeline = SpanPipeline.create(pipelineConfig(effective));
    RateLimitedLog log = new RateLimitedLog(LOGGER);
    Contexts contexts = new Contexts(contextStorage, log);
    Clock time = SafeClock.of(clock, log);
    Sampler deciding = sampler == null ? effective.sampler() : sampler;
    Callbacks callbacks = new Callbacks(!hooks.isEmpty() || !Samplers.isOwn(deciding));
    SpanRecorder recorder =
        new SpanRecorder(
            time, new SpanLimits(effective), contexts, hooks, callbacks, pipeline, log);
    Tracer tracer =
        new Tracer(
            recorder,
            deciding,
            idGenerator == null ? IdGenerator.random() : idGenerator,
            off,
            sampledLimit(effective, time, pipeline),
            log);
    return new Skein(
        effective,
        tracer,
        propagator == null ? effective.propagator() : propagator,
        contexts,
        pipeline,
        off);
  }

  private static @Nullable SampledLimit sampledLimit(
      SkeinOptions options, Clock clock, SpanPipeline pipeline) {
    int perSecond = options.inboundSampledPerSecond();
    if (perSecond == Integer.MAX_VALUE) {
      return null;
    }
    SampledLimit limit = new SampledLimit(perSecond, clock.nanoTime(), new RateLimitedLog(LOGGER));
    pipeline.countUnfollowed(limit::refused);
    return limit;
  }

  /** How a part of the application's describes itself; its class when it cannot. */
  private static @Nullable String described(@Nullable Object part) {
    if (part == null) {
      return null;
    }
    try {
      return part instanceof SpanExporter own ? own.description() : part.toString();
    } catch (Throwable e) {
      return part.getClass().getName();
    }
  }

  private SpanPipelineConfig pipelineConfig(SkeinOptions options) {
    SpanExporter target = exporterFor(options);
    SpanPipelineConfig.Builder config =
        SpanPipelineConfig.builder(target)
            .resource(OtlpEncoder.resource(resourceFor(options)))
            .scope(OtlpEncoder.scope(SCOPE_NAME, Version.current()))
            .memoryLimitBytes(options.memoryLimit())
            .exportDelay(options.exportDelay())
            .exportTimeout(options.exportTimeout())
            .shutdownTimeout(options.shutdownTimeout());
    Path spool = options.spoolDirectory();
    // What an earlier process left is not to be given to an exporter that forgets it.
    if (spool != null && target != SpanExporter.none()) {
      config.spool(spool, options.spoolLimit(), options.spoolMaxAge());
    }
    return config.build();
  }

  private SpanExporter exporterFor(SkeinOptions options) {
    return exporter == null
        ? ExporterSetup.create(
            options, warning -> LOGGER.log(Level.WARNING, Printable.clean(warning)))
        : exporter;
  }

  private Resource resourceFor(SkeinOptions options) {
    Resource described =
        Resource.create(
            Attributes.builder()
                .put("service.instance.id", UUID.randomUUID().toString())
                .putAll(options.resourceAttributes())
                .put("service.name", options.serviceName())
                .put("telemetry.sdk.name", SCOPE_NAME)
                .put("telemetry.sdk.language", "java")
                .put("telemetry.sdk.version", Version.current())
                .build());
    return resource == null ? described : described.merge(resource);
  }
}
