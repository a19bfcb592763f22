package dev.skein.export;

/** An HTTP response, as far as an exporter looks at it. */
final class HttpReply {
  final int status;

  /** The media type, lower case, without parameters; empty when there was none. */
  final String contentType;

  /** Whether the body is compressed; it is then of no use to us. */
  final boolean encoded;

  /** The {@code Retry-After} header; empty when there was none. */
  final String retryAfter;

  /** The {@code Location} header; empty when there was none. */
  final String location;

  /** The body, no more of it than the sender's limit. */
  final byte[] body;

  /** Whether that is the whole body. */
  final boolean complete;

  HttpReply(
      int status,
      String contentType,
      boolean encoded,
      String retryAfter,
      String location,
      byte[] body,
      boolean complete) {
    this.status = status;
    this.contentType = contentType;
    this.encoded = encoded;
    this.retryAfter = retryAfter;
    this.location = location;
    this.body = body;
    this.complete = complete;
  }
}
