package dev.skein.benchmarks.jmh;

import brave.propagation.TraceContext;
import brave.propagation.TraceContextOrSamplingFlags;
import dev.skein.benchmarks.Exchange;
import dev.skein.benchmarks.Outgoing;
import io.micrometer.tracing.brave.bridge.W3CPropagation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Micrometer's W3C propagation for Brave, as applications on Micrometer Tracing have it. */
final class BraveW3cCodec implements Codec {
  private final TraceContext.Extractor<Exchange> extractor;
  private final TraceContext.Injector<Outgoing> injector;

  BraveW3cCodec() {
    W3CPropagation propagation = new W3CPropagation();
    extractor = propagation.extractor(BraveW3cCodec::firstLine);
    injector = propagation.injector(Outgoing::set);
  }

  private static @Nullable String firstLine(Exchange exchange, String name) {
    List<String> lines = exchange.lines(name);
    return lines.isEmpty() ? null : lines.get(0);
  }

  @Override
  public Object extract(Exchange exchange) {
    return extractor.extract(exchange);
  }

  @Override
  public void inject(Object context, Outgoing outgoing) {
    TraceContext extracted = ((TraceContextOrSamplingFlags) context).context();
    if (extracted != null) {
      injector.inject(extracted, outgoing);
    }
  }
}
