package com.example.shop.storefront;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Hands on to the customer what the payment service answered. */
class FailedPurchase {
  @ServerExceptionMapper
  Response handOn(ClientWebApplicationException failure) {
    return Response.status(failure.getResponse().getStatus())
        .entity(failure.getResponse().readEntity(String.class))
        .build();
  }
}
