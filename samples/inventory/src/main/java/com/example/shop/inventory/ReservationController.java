package com.example.shop.inventory;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Sets items aside for a purchase, and puts them back. */
@Controller("/reservations")
@ExecuteOn(TaskExecutors.BLOCKING)
class ReservationController {
  @Serdeable
  record Request(String item, int quantity) {}

  @Serdeable
  record Reservation(String id, String item, int quantity, int totalInCents) {}

  private final Map<String, Reservation> reservations = new ConcurrentHashMap<>();
  private final Catalogue catalogue;

  ReservationController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Post
  HttpResponse<?> reserve(@Body Request request) {
    Catalogue.Item item = catalogue.find(request.item());
    if (item == null) {
      return HttpResponse.notFound(Map.of("error", "Unknown item: " + request.item()));
    }
    Reservation reservation =
        new Reservation(
            UUID.randomUUID().toString(),
            request.item(),
            request.quantity(),
            request.quantity() * item.priceInCents());
    reservations.put(reservation.id(), reservation);
    return HttpResponse.created(reservation);
  }

  @Delete("/{id}")
  HttpResponse<?> release(String id) {
    return reservations.remove(id) == null ? HttpResponse.notFound() : HttpResponse.noContent();
  }
}
