package com.example.shop.storefront;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Takes orders. */
@Path("/purchases")
public class PurchaseResource {
  record Order(String item, int quantity, String card) {}

  private final PaymentService payment;

  PurchaseResource(@RestClient PaymentService payment) {
    this.payment = payment;
  }

  @POST
  public PaymentService.Receipt buy(Order order) {
    if (order == null || order.item() == null || order.card() == null || order.quantity() < 1) {
      throw new BadRequestException("An order needs an item, a quantity and a card");
    }
    return payment.charge(new PaymentService.Charge(order.item(), order.quantity(), order.card()));
  }
}
