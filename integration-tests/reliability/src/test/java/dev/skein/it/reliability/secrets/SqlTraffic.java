package dev.skein.it.reliability.secrets;

import dev.skein.Skein;
import dev.skein.vertx.SkeinTracerFactory;
import dev.skein.vertx.SkeinTracingOptions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Queries as Vert.x's SQL clients report them, with secrets in literals of many dialects. */
final class SqlTraffic implements AutoCloseable {
  /** With a secret in the place of {@code %s}. */
  private static final List<String> QUERIES =
      List.of(
          "select * from account where password = '%s' and id = 7",
          "insert into card values (1, '%s', 'x''%s', 0)",
          "update t set s = 'it''s %s' where a = 1",
          "update t set s = 'a\\'%s' where a = 1",
          "select 'C:\\', '%s'",
          "select E'\\'%s', N'%s', _utf8'%s'",
          "alter user shop with password '%s'",
          "create user shop identified by '%s'",
          "select $$%s$$, $tag$%s$tag$",
          "select * from t where a = 'never closed %s",
          "select /* password %s */ 1 -- %s",
          "select 1 -- %s\nfrom t",
          "set password = '%s'",
          "select q'[%s]', q'{it's %s}'");

  private final Canaries canaries;
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final VertxTracer<Object, Object> tracer;
  private int round;

  @SuppressWarnings("unchecked") // the tracer takes and gives what it made itself
  SqlTraffic(Canaries canaries, Skein skein) {
    this.canaries = canaries;
    this.tracer =
        (VertxTracer<Object, Object>)
            Objects.requireNonNull(new SkeinTracerFactory().tracer(new SkeinTracingOptions(skein)));
  }

  /** One query; the database refuses every other one, and repeats what it was asked. */
  void round() {
    String query = QUERIES.get(round++ % QUERIES.size());
    while (query.contains("%s")) {
      int at = query.indexOf("%s");
      query = query.substring(0, at) + canaries.plant("sql", "") + query.substring(at + 2);
    }
    Map<String, String> tags =
        Map.of("db.statement", query, "db.type", "sql", "db.instance", "visible-db");
    Object payload =
        tracer.sendRequest(
            context,
            SpanKind.RPC,
            TracingPolicy.ALWAYS,
            tags,
            "Query",
            (name, value) -> {},
            new Tags());
    Throwable failure =
        round % 2 == 0 ? null : new IllegalStateException("password=" + canaries.plant("sql"));
    tracer.receiveResponse(context, null, payload, failure, TagExtractor.empty());
  }

  private static final class Tags implements TagExtractor<Map<String, String>> {
    @Override
    public int len(Map<String, String> tags) {
      return tags.size();
    }

    @Override
    public String name(Map<String, String> tags, int index) {
      return new ArrayList<>(tags.keySet()).get(index);
    }

    @Override
    public String value(Map<String, String> tags, int index) {
      return new ArrayList<>(tags.values()).get(index);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
