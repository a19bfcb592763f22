package dev.skein.hostile;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Attributes;
import dev.skein.Baggage;
import dev.skein.Clock;
import dev.skein.Context;
import dev.skein.ContextStorage;
import dev.skein.EndingSpan;
import dev.skein.IdGenerator;
import dev.skein.OptionSource;
import dev.skein.Resource;
import dev.skein.Sampler;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SkeinOptions;
import dev.skein.Span;
import dev.skein.SpanContext;
import dev.skein.SpanHook;
import dev.skein.TraceState;
import dev.skein.Value;
import dev.skein.export.ConsoleSpanExporter;
import dev.skein.export.EncodableSpan;
import dev.skein.export.ExportResult;
import dev.skein.export.FlushResult;
import dev.skein.export.Health;
import dev.skein.export.OtlpHttpExporter;
import dev.skein.export.OtlpReader;
import dev.skein.export.SpanBatch;
import dev.skein.export.SpanData;
import dev.skein.export.SpanExporter;
import dev.skein.export.SpanPipeline;
import dev.skein.export.SpanPipelineConfig;
import dev.skein.export.TlsFiles;
import dev.skein.http.HttpClientRequest;
import dev.skein.http.HttpClientTracer;
import dev.skein.http.HttpServerRequest;
import dev.skein.http.HttpServerTracer;
import dev.skein.propagation.Getter;
import dev.skein.propagation.Propagator;
import dev.skein.propagation.Setter;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The hostile arguments of each type, and what of each type there is to be called. */
final class Values {
  private static final int LEVELS = 1_000;

  private static final Set<Class<?>> CONFIGURATION =
      Set.of(
          dev.skein.SkeinOptionsBuilder.class,
          OtlpHttpExporter.Builder.class,
          TlsFiles.Builder.class,
          Health.class);

  private final Map<Class<?>, List<Supplier<?>>> arguments = new HashMap<>();
  private final Map<Class<?>, List<Supplier<?>>> receivers = new LinkedHashMap<>();
  private final List<Skein> skeins;
  private final SpanBatch batch;
  private final EndingSpan late;

  Values(List<Skein> skeins, SpanBatch batch, EndingSpan late) {
    this.skeins = skeins;
    this.batch = batch;
    this.late = late;
    simple();
    collections();
    recording();
    ofTheApplication();
    export();
    receivers();
  }

  /**
   * What can be passed to a method of a class. What is configured is a list that ends, of what it
   * says: the compiler sees to that.
   */
  List<Supplier<?>> arguments(Class<?> type, Class<?> of) {
    List<Supplier<?>> all = arguments(type);
    if (type == List.class && of == Propagator.class) {
      return propagators();
    }
    if (CONFIGURATION.contains(of)) {
      return all;
    }
    if (type == List.class) {
      all.add(() -> new Hostile.EndlessList<>("a=b"));
      all.add(() -> new Hostile.EndlessList<>(null));
      all.add(() -> List.of(1, "mixed", 2.0));
      all.add(() -> List.of(Value.of("v"), nested(), repeated()));
    } else if (type == Map.class) {
      all.add(() -> Map.of("list", nested(), "bytes", Value.of(new byte[70_000])));
    }
    return all;
  }

  private static List<Supplier<?>> propagators() {
    return List.of(
        () -> null,
        List::of,
        () -> Arrays.asList(Propagator.w3c(), null),
        () -> List.of(Propagator.w3c(), Propagator.baggage()),
        () -> List.of(throwing(Propagator.class)),
        Hostile.ThrowingList::new);
  }

  /** Null is among it unless the type is primitive. */
  private List<Supplier<?>> arguments(Class<?> type) {
    List<Supplier<?>> own = arguments.getOrDefault(type, List.of());
    if (own.isEmpty() && type.isEnum()) {
      own = constants(type.getEnumConstants());
    } else if (own.isEmpty() && type.isRecord()) {
      own = receivers(type);
    }
    List<Supplier<?>> all = new ArrayList<>(own);
    if (!all.isEmpty() && !type.isPrimitive()) {
      all.add(() -> null);
    }
    return all;
  }

  /** What methods of a type can be called on. */
  List<Supplier<?>> receivers(Class<?> type) {
    List<Supplier<?>> own = receivers.get(type);
    if (own != null) {
      return own;
    }
    if (type.isRecord()) {
      return List.of(() -> plain(type.getConstructors()[0]));
    }
    return type.isEnum() ? constants(type.getEnumConstants()) : List.of();
  }

  /** A record of what says the least. */
  private static Object plain(Constructor<?> constructor) {
    Object[] components = new Object[constructor.getParameterCount()];
    for (int i = 0; i < components.length; i++) {
      Class<?> type = constructor.getParameterTypes()[i];
      if (type.isPrimitive()) {
        components[i] = Array.get(Array.newInstance(type, 1), 0);
      } else if (type == Map.class) {
        components[i] = Map.of();
      }
    }
    try {
      return constructor.newInstance(components);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Supplier<?>> constants(Object[] values) {
    List<Supplier<?>> suppliers = new ArrayList<>();
    for (Object value : values) {
      suppliers.add(() -> value);
    }
    return suppliers;
  }

  private void put(Class<?> type, Collection<?> values) {
    arguments.put(type, constants(values.toArray()));
  }

  private void add(Class<?> type, Supplier<?> value) {
    arguments.computeIfAbsent(type, any -> new ArrayList<>()).add(value);
  }

  private void receiver(Class<?> type, Supplier<?>... values) {
    receivers.computeIfAbsent(type, any -> new ArrayList<>()).addAll(Arrays.asList(values));
  }

  private void simple() {
    put(String.class, Hostile.texts());
    put(long.class, Hostile.longs());
    put(int.class, Hostile.ints());
    put(byte.class, List.of((byte) 0, (byte) 1, (byte) -1, (byte) 127));
    put(double.class, Hostile.doubles());
    put(boolean.class, List.of(true, false));
    put(java.time.Instant.class, Hostile.instants());
    // Longer ones would wait, as they are asked to, for an endpoint that nobody plays here.
    put(
        Duration.class,
        List.of(
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofSeconds(-1),
            Duration.ofSeconds(Long.MIN_VALUE)));
    put(byte[].class, List.of(new byte[0], new byte[] {10, -1, -1, -1}, new byte[1 << 20]));
    put(
        URI.class,
        List.of(URI.create("http://127.0.0.1:1/"), URI.create(""), URI.create("mailto:x@y")));
    put(Path.class, List.of(Path.of(""), Path.of("no-such-file"), Path.of("/dev/null")));
    put(
        Throwable.class,
        List.of(
            new Hostile.Unbearable(),
            new Hostile.Empty(),
            Hostile.cyclic(),
            Hostile.DEEP,
            new StackOverflowError(),
            new Exception(Hostile.LONG_TEXT),
            new Exception() {}));
    List<Object> anything = new ArrayList<>(Hostile.texts());
    anything.addAll(
        List.of(1, 1L, Double.NaN, true, new Object[0], Value.of(1), new Hostile.ThrowingObject()));
    anything.addAll(
        List.of(new Hostile.ThrowingList<>(), new Hostile.EndlessList<>("x"), List.of("a", "b")));
    put(Object.class, anything);
  }

  private void collections() {
    put(
        List.class,
        List.of(
            List.of(),
            Hostile.texts(),
            Arrays.asList(null, "a", null),
            new Hostile.ThrowingList<>()));
    put(Collection.class, List.of(List.of(), Hostile.texts(), new Hostile.ThrowingList<>()));
    Map<Object, Object> withNulls = new HashMap<>();
    withNulls.put(null, "value");
    withNulls.put("name", null);
    put(Map.class, List.of(Map.of(), Hostile.textMap(), withNulls, new Hostile.ThrowingMap<>()));
  }

  /** Deeper than any stack. */
  static Value nested() {
    Value value = Value.of("innermost");
    for (int i = 0; i < LEVELS; i++) {
      value = i % 2 == 0 ? Value.of(List.of(value)) : Value.of(Map.of("k", value));
    }
    return value;
  }

  /** A few objects that are walked through for ever. */
  static Value repeated() {
    Value value = Value.of("innermost");
    for (int i = 0; i < 64; i++) {
      value = Value.of(List.of(value, value));
    }
    return value;
  }

  private void recording() {
    for (String name : Hostile.texts()) {
      add(AttributeKey.class, () -> AttributeKey.stringKey(name));
    }
    add(AttributeKey.class, () -> AttributeKey.longKey("l"));
    add(AttributeKey.class, () -> AttributeKey.doubleArrayKey("d"));
    add(AttributeKey.class, () -> AttributeKey.stringArrayKey("s"));
    add(AttributeKey.class, () -> AttributeKey.valueKey("v"));
    Attributes many = many();
    put(Attributes.class, List.of(Attributes.empty(), many));
    put(AttributeView.class, List.of(Attributes.empty(), many, new BrokenView()));
    put(Value.class, List.of(Value.of(1), nested(), repeated(), Value.of(Hostile.LONG_TEXT)));
    TraceState state = TraceState.parse("a=1,b=2");
    put(TraceState.class, List.of(TraceState.empty(), state));
    Baggage baggage = Baggage.empty().put("k", "v").put("l", "\uD800");
    put(Baggage.class, List.of(Baggage.empty(), baggage));
    put(Resource.class, List.of(Resource.create(many), Resource.create(Attributes.empty())));
    SpanContext remote = SpanContext.remote(1, 2, 3, (byte) -1, state);
    List<Supplier<?>> spans = new ArrayList<>();
    for (Skein skein : skeins) {
      spans.add(() -> skein.tracer().startSpan("live"));
      spans.add(() -> ended(skein.tracer().startSpan("ended")));
    }
    arguments.put(Span.class, new ArrayList<>(spans));
    List<Supplier<?>> contexts = new ArrayList<>(spans);
    contexts.add(() -> remote);
    contexts.add(SpanContext::invalid);
    arguments.put(SpanContext.class, new ArrayList<>(contexts));
    contexts.add(() -> remote.with(baggage));
    arguments.put(Context.class, contexts);
    add(Scope.class, Scope::noop);
    for (Skein skein : skeins) {
      add(Scope.class, () -> skein.attach(remote));
    }
    add(EndingSpan.class, () -> late);
    add(SpanHook.class, () -> new SpanHook() {});
  }

  private static Span ended(Span span) {
    span.end();
    return span;
  }

  private static Attributes many() {
    Attributes.Builder builder = Attributes.builder();
    for (int i = 0; i < 300; i++) {
      builder.put("k" + i, i);
    }
    return builder.put("long", Hostile.LONG_TEXT).put(AttributeKey.valueKey("v"), nested()).build();
  }

  /** Not an attribute can be had. */
  private static final class BrokenView implements AttributeView {
    @Override
    public <T> T get(AttributeKey<T> key) {
      return Hostile.fail();
    }

    @Override
    public void applyTo(Span span) {
      span.setAttribute("first", 1).end();
      Hostile.fail();
    }
  }

  /** An object of the application's, each of whose methods throws. */
  static <T> T throwing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            Values.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new Hostile.Thrown();
            }));
  }

  /** An object of the application's, each of whose methods returns null, or nothing. */
  static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            Values.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Class<?> result = method.getReturnType();
              return result == int.class && method.getName().equals("hashCode")
                  ? (Object) 0
                  : result == boolean.class ? (Object) false : result == long.class ? 0L : null;
            }));
  }

  private void ofTheApplication() {
    for (Class<?> type :
        List.of(
            Runnable.class,
            Callable.class,
            Executor.class,
            BiConsumer.class,
            LongSupplier.class,
            Getter.class,
            Setter.class,
            HttpServerRequest.class,
            HttpClientRequest.class,
            OptionSource.class,
            Propagator.class,
            Sampler.class,
            Clock.class,
            ContextStorage.class,
            IdGenerator.class,
            SpanExporter.class,
            EncodableSpan.class)) {
      add(type, () -> throwing(type));
    }
    add(BiConsumer.class, () -> (BiConsumer<Object, Object>) (name, value) -> {});
    add(LongSupplier.class, () -> (LongSupplier) () -> 0L);
    add(Getter.class, () -> (Getter<Object>) (carrier, name) -> null);
    add(Getter.class, () -> (Getter<Object>) (carrier, name) -> Hostile.texts());
    add(Setter.class, () -> (Setter<Object>) (carrier, name, value) -> {});
    add(Propagator.class, Propagator::w3c);
    add(Sampler.class, Sampler::alwaysOn);
    add(OutputStream.class, OutputStream::nullOutputStream);
    add(
        OutputStream.class,
        () ->
            new OutputStream() {
              @Override
              public void write(int b) {
                Hostile.fail();
              }
            });
    add(PrintStream.class, () -> new PrintStream(OutputStream.nullOutputStream()));
    add(SSLContext.class, Values::sslContext);
  }

  private static SSLContext sslContext() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void export() {
    put(Skein.class, skeins);
    add(SkeinOptions.class, () -> SkeinOptions.builder().build());
    add(SpanBatch.class, () -> batch);
    add(
        SpanPipelineConfig.class,
        () ->
            SpanPipelineConfig.builder(SpanExporter.none()).shutdownTimeout(Duration.ZERO).build());
    for (Skein skein : skeins) {
      HttpServerTracer server = HttpServerTracer.create(skein);
      HttpClientTracer client = HttpClientTracer.create(skein);
      add(dev.skein.http.HttpServerSpan.class, () -> server.start(null));
      add(dev.skein.http.HttpClientSpan.class, () -> client.start(null));
    }
    add(TlsFiles.class, () -> TlsFiles.builder().build());
  }

  private void receivers() {
    for (Class<?> type :
        List.of(
            AttributeKey.class,
            Attributes.class,
            Value.class,
            TraceState.class,
            Baggage.class,
            Resource.class,
            Span.class,
            SpanContext.class,
            Context.class,
            Scope.class,
            EndingSpan.class,
            SpanBatch.class,
            SkeinOptions.class,
            TlsFiles.class,
            dev.skein.http.HttpServerSpan.class,
            dev.skein.http.HttpClientSpan.class)) {
      receivers.put(type, arguments.get(type));
    }
    receiver(Attributes.Builder.class, Attributes::builder);
    receiver(TlsFiles.Builder.class, TlsFiles::builder);
    receiver(Baggage.Entry.class, () -> new Baggage.Entry("a", "b", "c"));
    receiver(SpanHook.class, () -> new SpanHook() {});
    receiver(dev.skein.SkeinProvider.class, () -> (dev.skein.SkeinProvider) () -> "name");
    receiver(dev.skein.OptionKey.class, constants(SkeinOptions.keys().subList(0, 3).toArray()));
    receiver(dev.skein.OptionsLoader.class, SkeinOptions::loader);
    receiver(dev.skein.SkeinOptionsBuilder.class, SkeinOptions::builder);
    receiver(dev.skein.SkeinBuilder.class, Values::builder);
    receiver(
        dev.skein.SamplingResult.class,
        dev.skein.SamplingResult::drop,
        dev.skein.SamplingResult::sample);
    for (Skein skein : skeins) {
      HttpServerTracer server = HttpServerTracer.create(skein);
      HttpClientTracer client = HttpClientTracer.create(skein);
      receiver(Skein.class, () -> skein);
      receiver(dev.skein.Tracer.class, skein::tracer);
      receiver(dev.skein.ScopeMisuse.class, skein::scopeMisuse);
      receiver(dev.skein.SpanBuilder.class, () -> skein.tracer().spanBuilder("built"));
      receiver(HttpServerTracer.class, () -> server);
      receiver(HttpClientTracer.class, () -> client);
      receiver(dev.skein.http.HttpSpan.class, () -> server.start(null), () -> client.start(null));
    }
    receiver(Getter.class, () -> (Getter<Object>) (carrier, name) -> List.of("a", "b"));
    receiver(Setter.class, () -> (Setter<Object>) (carrier, name, value) -> {});
    receiver(HttpServerRequest.class, () -> new Requests.Empty());
    receiver(HttpClientRequest.class, () -> new Requests.EmptyClient());
    receiver(SpanExporter.class, SpanExporter::none);
    exportReceivers();
  }

  static dev.skein.SkeinBuilder builder() {
    return Skein.builder()
        .options(
            SkeinOptions.builder()
                .shutdownTimeout(Duration.ZERO)
                .serverCapturedRequestHeaders(List.of("x-a"))
                .serverCapturedResponseHeaders(List.of("x-a"))
                .clientCapturedRequestHeaders(List.of("x-a"))
                .clientCapturedResponseHeaders(List.of("x-a"))
                .inboundSampledPerSecond(1)
                .inboundTrust(dev.skein.InboundTrust.PRIVATE)
                .build())
        .exporter(SpanExporter.none());
  }

  private void exportReceivers() {
    receiver(
        ConsoleSpanExporter.class,
        () -> ConsoleSpanExporter.create(new PrintStream(OutputStream.nullOutputStream())));
    receiver(
        OtlpHttpExporter.class,
        () -> OtlpHttpExporter.builder(URI.create("http://127.0.0.1:1/")).build());
    receiver(
        OtlpHttpExporter.Builder.class,
        () -> OtlpHttpExporter.builder(URI.create("http://127.0.0.1:1/")));
    receiver(
        SpanPipeline.class,
        () ->
            SpanPipeline.create(
                SpanPipelineConfig.builder(SpanExporter.none())
                    .shutdownTimeout(Duration.ZERO)
                    .build()));
    receiver(SpanPipelineConfig.class, arguments.get(SpanPipelineConfig.class).get(0));
    receiver(
        SpanPipelineConfig.Builder.class, () -> SpanPipelineConfig.builder(SpanExporter.none()));
    receiver(ExportResult.class, ExportResult::success);
    receiver(FlushResult.class, () -> skeins.get(0).flush(Duration.ZERO));
    receiver(Health.class, () -> skeins.get(0).health());
    receiver(EncodableSpan.class, () -> (EncodableSpan) out -> {});
    add(dev.skein.internal.ProtoWriter.class, () -> new dev.skein.internal.ProtoWriter(0, 64));
    SpanData data = data();
    receiver(SpanData.class, () -> data);
    receiver(SpanData.Event.class, () -> new SpanData.Event("e", 1, Map.of(), 0));
    receiver(SpanData.Link.class, () -> new SpanData.Link("", "", "", 0, Map.of(), 0));
  }

  private void receiver(Class<?> type, List<Supplier<?>> values) {
    receivers.put(type, values);
  }

  private SpanData data() {
    try {
      return OtlpReader.read(batch).get(0);
    } catch (dev.skein.export.MalformedOtlpException e) {
      throw new AssertionError(e);
    }
  }
}
