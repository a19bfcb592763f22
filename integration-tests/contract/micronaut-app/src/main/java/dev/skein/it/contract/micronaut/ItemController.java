package dev.skein.it.contract.micronaut;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes items. */
@Controller("/items")
class ItemController {
  @Get
  @Produces(MediaType.TEXT_PLAIN)
  String list() {
    return "all items";
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> create(@Body @Nullable Map<String, Object> item) {
    return item == null ? HttpResponse.badRequest() : HttpResponse.created("created");
  }

  @Options
  HttpResponse<?> options() {
    return HttpResponse.noContent();
  }

  @Get("/{id}")
  String item(String id) {
    if (id.equals("unknown")) {
      throw new HttpStatusException(HttpStatus.NOT_FOUND, "no such item");
    }
    return "item " + id;
  }

  @Delete("/{id}")
  HttpResponse<?> delete(String id) {
    return HttpResponse.noContent();
  }

  @Put("/{id}")
  HttpResponse<?> replace(String id) {
    return HttpResponse.noContent();
  }

  @Patch("/{id}")
  HttpResponse<?> change(String id) {
    return HttpResponse.noContent();
  }
}
