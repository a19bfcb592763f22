package dev.skein.okhttp;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.Trace;
import java.util.concurrent.CompletableFuture;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;
import retrofit2.http.Tag;

/** A client that nobody sees: Retrofit makes and starts its calls. */
final class RetrofitTest extends OkHttpTest {
  private final Items items =
      new Retrofit.Builder().baseUrl(server.url("/")).client(client).build().create(Items.class);

  interface Items {
    @GET("items/{id}")
    Call<ResponseBody> item(@Path("id") String id, @Tag UrlTemplate template);

    @GET("items/{id}")
    CompletableFuture<ResponseBody> later(@Path("id") String id);
  }

  @Test
  void call_executed_isAChildOfItsCallerNamedByItsTemplate() throws Exception {
    Trace trace =
        traced(1, () -> items.item("7", new UrlTemplate("/items/{id}")).execute().body().close());

    assertThat(trace)
        .isComplete()
        .span("GET /items/{id}")
        .hasParent("caller")
        .hasAttribute("url.full", server.url("/items/7"));
  }

  @Test
  void future_isAChildOfItsCaller() throws Exception {
    Trace trace = traced(1, () -> assertThat(await(items.later("7")).string()).isEqualTo("ok"));

    assertThat(trace).isComplete().span("GET").hasParent("caller");
  }
}
