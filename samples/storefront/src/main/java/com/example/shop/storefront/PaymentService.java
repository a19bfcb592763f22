package com.example.shop.storefront;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The payment service, as the storefront calls it. */
@Path("/charges")
@RegisterRestClient(configKey = "payment")
public interface PaymentService {
  record Charge(String item, int quantity, String card) {}

  record Receipt(String reservation, String item, int quantity, int totalInCents) {}

  @POST
  Receipt charge(Charge charge);
}
