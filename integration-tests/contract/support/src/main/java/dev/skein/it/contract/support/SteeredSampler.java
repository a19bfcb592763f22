package dev.skein.it.contract.support;

import dev.skein.AttributeView;
import dev.skein.Attributes;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import dev.skein.TraceState;
import dev.skein.http.HttpAttributes;

/** Decides like a vendor's sampler would: see {@link Probes#steeredSampler}. */
final class SteeredSampler implements Sampler {
  private static final String RECORD = "record=";
  private static final String PUT = "put=";

  private final Sampler otherwise = Sampler.parentBased(Sampler.alwaysOn());

  @Override
  public SamplingResult sample(
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      String name,
      SpanKind kind,
      AttributeView attributes) {
    SamplingResult result =
        otherwise.sample(parent, traceIdHigh, traceIdLow, name, kind, attributes);
    String query = kind == SpanKind.SERVER ? attributes.get(HttpAttributes.URL_QUERY) : null;
    if (query == null) {
      return result;
    }
    boolean sampled = result.sampled();
    TraceState state = parent.traceState();
    for (String order : query.split("&", -1)) {
      if (order.startsWith(RECORD)) {
        sampled = order.endsWith("yes");
      } else if (order.startsWith(PUT)) {
        int colon = order.indexOf(':');
        state = state.put(order.substring(PUT.length(), colon), order.substring(colon + 1));
      }
    }
    return new SamplingResult(sampled, Attributes.empty(), state);
  }
}
