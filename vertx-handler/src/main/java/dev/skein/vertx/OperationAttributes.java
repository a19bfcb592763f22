package dev.skein.vertx;

import dev.skein.AttributeKey;
import dev.skein.AttributeView;
import dev.skein.Attributes;
import dev.skein.Span;
import io.vertx.core.spi.tracing.TagExtractor;
import org.jspecify.annotations.Nullable;

/**
 * What the span of a message or a query starts with: Vert.x's tags, by the names of OpenTelemetry's
 * conventions for messaging and databases.
 *
 * @param <R> what Vert.x calls the message or the query
 */
final class OperationAttributes<R> implements AttributeView {
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> DB_NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> DB_QUERY = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<String> DB_OPERATION =
      AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

  private final R request;
  private final TagExtractor<R> tags;
  private final String operation;
  private final @Nullable String messagingType;
  private @Nullable Attributes built;

  private OperationAttributes(
      R request, TagExtractor<R> tags, String operation, @Nullable String messagingType) {
    this.request = request;
    this.tags = tags;
    this.operation = operation;
    this.messagingType = messagingType;
  }

  /** Of a message that is being handled. */
  static <R> OperationAttributes<R> consumed(R message, TagExtractor<R> tags) {
    return new OperationAttributes<>(message, tags, "process", "process");
  }

  /** Of a message that is being sent. */
  static <R> OperationAttributes<R> produced(R message, TagExtractor<R> tags, String operation) {
    return new OperationAttributes<>(message, tags, operation, "send");
  }

  /** Of a query, or of whatever else a client calls. */
  static <R> OperationAttributes<R> called(R request, TagExtractor<R> tags, String operation) {
    return new OperationAttributes<>(request, tags, operation, null);
  }

  /** Whether it goes to a database, which takes no headers. */
  boolean isQuery() {
    return messagingType == null && system() != null;
  }

  /** The operation and what it works on, as far as both are few. */
  String spanName() {
    String name = operation;
    String target;
    if (messagingType != null) {
      target = destination();
    } else {
      String verb = SqlText.operation(query());
      name = verb == null ? operation : verb;
      target = namespace();
    }
    return target == null || target.isEmpty() ? name : name + ' ' + target;
  }

  @Override
  public <T> @Nullable T get(AttributeKey<T> key) {
    return attributes().get(key);
  }

  @Override
  public void applyTo(Span span) {
    attributes().applyTo(span);
  }

  private Attributes attributes() {
    if (built == null) {
      Attributes.Builder builder = Attributes.builder();
      if (messagingType == null) {
        describeCall(builder);
      } else {
        describeMessage(builder, messagingType);
      }
      describeServer(builder);
      built = builder.build();
    }
    return built;
  }

  private void describeMessage(Attributes.Builder builder, String type) {
    String system = tag("messaging.system", "message_bus.system");
    // Kafka's client names its system as the peer
    builder.put(SYSTEM, system == null ? tag("peer.service", "peer.service") : system);
    builder.put(DESTINATION, destination());
    builder.put(OPERATION, operation);
    builder.put(OPERATION_TYPE, type);
  }

  private void describeCall(Attributes.Builder builder) {
    if (system() == null) {
      // of a client that nothing is known of, as its tags say it
      tags.extractTo(request, (name, value) -> builder.put(name, value));
      return;
    }
    String query = query();
    builder.put(DB_SYSTEM, system());
    builder.put(DB_NAMESPACE, namespace());
    builder.put(DB_OPERATION, SqlText.operation(query));
    builder.put(DB_QUERY, query == null ? null : SqlText.withoutLiterals(query));
  }

  /** Database clients report the address they were configured with, as one text. */
  private void describeServer(Attributes.Builder builder) {
    String peer = tag("network.peer.address", "peer.address");
    int colon = peer == null ? -1 : peer.lastIndexOf(':');
    if (peer == null || colon <= 0) {
      builder.put(SERVER_ADDRESS, peer);
      return;
    }
    try {
      long port = Long.parseLong(peer.substring(colon + 1));
      builder.put(SERVER_ADDRESS, peer.substring(0, colon));
      builder.put(SERVER_PORT, port);
    } catch (NumberFormatException e) {
      builder.put(SERVER_ADDRESS, peer);
    }
  }

  private @Nullable String destination() {
    return tag("messaging.destination.name", "message_bus.destination");
  }

  private @Nullable String system() {
    String system = tag("db.system", "db.type");
    // the old name's value for any database that speaks SQL
    return "sql".equals(system) ? "other_sql" : system;
  }

  private @Nullable String namespace() {
    return tag("db.namespace", "db.instance");
  }

  private @Nullable String query() {
    return tag("db.query.text", "db.statement");
  }

  private @Nullable String tag(String name, String oldName) {
    return Tags.value(tags, request, name, oldName);
  }
}
