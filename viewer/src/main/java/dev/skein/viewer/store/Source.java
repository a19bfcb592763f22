package dev.skein.viewer.store;

import java.util.Arrays;

/**
 * What produced spans: a service and one of its instrumentation scopes. Equal when the bytes are.
 *
 * @param service the attribute {@code service.name}; "unknown_service" if there is none
 * @param resource an encoded OTLP {@code Resource} message; empty for none
 * @param scope an encoded OTLP {@code InstrumentationScope} message; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, never changed, never shown
public record Source(String service, byte[] resource, byte[] scope) {
  /** The name of a service that has told none, as OpenTelemetry's SDKs have it. */
  public static final String UNKNOWN_SERVICE = "unknown_service";

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Source that
            && service.equals(that.service)
            && Arrays.equals(resource, that.resource)
            && Arrays.equals(scope, that.scope));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(resource) + Arrays.hashCode(scope);
  }
}
