package dev.skein.export;

/**
 * An HTTP response, as far as an exporter looks at it.
 *
 * @param status the status code
 * @param contentType the media type, lower case, without parameters; empty when there was none
 * @param encoded whether the body is compressed (it is then of no use to us)
 * @param retryAfter the {@code Retry-After} header; empty when there was none
 * @param body the body, no more of it than the sender's limit
 * @param complete whether that is the whole body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpReply(
    int status,
    String contentType,
    boolean encoded,
    String retryAfter,
    byte[] body,
    boolean complete) {}
