package dev.skein.it.contract.quarkus;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;

/** A service at whatever URL, as the REST client knows it. */
interface AnyService {
  @GET
  Uni<Response> get(@Url URI url);

  @HEAD
  Uni<Response> head(@Url URI url);

  @OPTIONS
  Uni<Response> options(@Url URI url);

  @DELETE
  Uni<Response> delete(@Url URI url);

  @TRACE
  Uni<Response> trace(@Url URI url);

  @PURGE
  Uni<Response> purge(@Url URI url);

  @POST
  Uni<Response> post(@Url URI url, String body);

  @PUT
  Uni<Response> put(@Url URI url, String body);

  @PATCH
  Uni<Response> patch(@Url URI url, String body);

  @QUERY
  Uni<Response> query(@Url URI url, String body);

  /** A method without an annotation in Jakarta REST. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @HttpMethod("TRACE")
  @interface TRACE {}

  /** A method without an annotation in Jakarta REST. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @HttpMethod("QUERY")
  @interface QUERY {}

  /** A method that is in no standard. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @HttpMethod("PURGE")
  @interface PURGE {}
}
