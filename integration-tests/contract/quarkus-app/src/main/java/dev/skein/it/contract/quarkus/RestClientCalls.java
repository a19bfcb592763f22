package dev.skein.it.contract.quarkus;

import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * Quarkus' REST client: an interface, and a client for it that is made for each call. All of them
 * share their connections.
 */
@Singleton
final class RestClientCalls implements ContractClient {
  static final String NAME = "rest-client";

  private final List<AnyService> keepConnections = List.of(keep(false), keep(true));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Uni<CallOutcome> call(CallSpec spec) {
    AnyService service = service(spec);
    return send(service, spec)
        .map(RestClientCalls::outcome)
        .onTermination()
        .invoke(() -> close(service));
  }

  /** Connections are closed with the last client that shares them. */
  private static AnyService keep(boolean http2) {
    return builder(http2).baseUri(URI.create("http://127.0.0.1")).build(AnyService.class);
  }

  private static QuarkusRestClientBuilder builder(boolean http2) {
    return QuarkusRestClientBuilder.newBuilder()
        .property(QuarkusRestClientProperties.HTTP2, http2)
        .property(QuarkusRestClientProperties.SHARED, true)
        .property(QuarkusRestClientProperties.NAME, http2 ? "calls-http2" : "calls");
  }

  @PreDestroy
  void close() {
    keepConnections.forEach(RestClientCalls::close);
  }

  private static AnyService service(CallSpec spec) {
    QuarkusRestClientBuilder builder =
        builder(spec.http2())
            .baseUri(spec.url())
            .followRedirects(spec.followRedirects())
            .disableDefaultMapper(true)
            .register(new Headers(spec));
    if (!spec.timeout().isZero()) {
      builder.readTimeout(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
    return builder.build(AnyService.class);
  }

  private static Uni<Response> send(AnyService service, CallSpec spec) {
    return switch (spec.method()) {
      case "GET" -> service.get(spec.url());
      case "HEAD" -> service.head(spec.url());
      case "OPTIONS" -> service.options(spec.url());
      case "DELETE" -> service.delete(spec.url());
      case "TRACE" -> service.trace(spec.url());
      case "PURGE" -> service.purge(spec.url());
      case "POST" -> service.post(spec.url(), spec.body());
      case "PUT" -> service.put(spec.url(), spec.body());
      case "PATCH" -> service.patch(spec.url(), spec.body());
      case "QUERY" -> service.query(spec.url(), spec.body());
      default -> throw new IllegalArgumentException("AnyService has no method " + spec.method());
    };
  }

  /** Reads what has been received with the response. */
  static CallOutcome outcome(Response response) {
    try (response) {
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      return CallOutcome.answered(response.getStatus(), body.length);
    }
  }

  private static void close(AnyService service) {
    try {
      ((Closeable) service).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the headers of a call. */
  private record Headers(CallSpec spec) implements ClientRequestFilter {
    @Override
    public void filter(ClientRequestContext request) {
      for (Map.Entry<String, String> header : spec.headers()) {
        request.getHeaders().add(header.getKey(), header.getValue());
      }
    }
  }
}
