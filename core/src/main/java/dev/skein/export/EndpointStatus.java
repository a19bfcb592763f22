package dev.skein.export;

/** How the endpoint is, as far as the pipeline can tell from its answers. */
public enum EndpointStatus {
  /** Nothing was sent yet. */
  UNTRIED,
  /** It takes what it is sent. */
  UP,
  /** It takes spans again after an outage, and is not given all that waits at once. */
  RECOVERING,
  /** It asked to wait ({@code Retry-After}), and nothing is sent. */
  THROTTLED,
  /** It does not answer, or does not take spans; it is tried now and then. */
  DOWN
}
