package dev.skein.it.testkit.micronaut;

import static dev.skein.SpanKind.CLIENT;
import static dev.skein.SpanKind.SERVER;
import static dev.skein.testkit.SkeinAssertions.assertThat;
import static dev.skein.testkit.SkeinAssertions.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TraceRecorder;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@MicronautTest
class FruitControllerTest {
  @Inject TraceRecorder recorder;

  @Inject
  @Client("/")
  HttpClient client;

  @Test
  void fruit_asksForItsPriceWithinTheRequest() {
    String body = client.toBlocking().retrieve("/fruits/apple");

    assertThat(body).isEqualTo("apple costs 5");
    assertThat(recorder.awaitTrace())
        .root("GET")
        .hasKind(CLIENT)
        .child(SERVER, "GET /fruits/{name}")
        .child("find price")
        .child(CLIENT, "GET /prices/{name}")
        .child(SERVER, "GET /prices/{name}")
        .hasAttribute("http.response.status_code", 200);
  }

  @Test
  void price_isARequestOfItsOwn() {
    client.toBlocking().retrieve("/prices/fig");

    assertThat(recorder.awaitTrace())
        .hasTree(span(CLIENT, "GET", span(SERVER, "GET /prices/{name}")));
  }
}
