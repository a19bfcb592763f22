package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.SpanKind;
import dev.skein.Tracer;
import dev.skein.testkit.Trace;
import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.resteasy.reactive.server.spi.TargetJavaVersionBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.common.processor.TargetJavaVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Run on JDK 21 and newer only: the POM selects it. Quarkus does not build it on an older one. */
class VirtualThreadJdk21 {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(Resource.class, Client.class)
          .addBuildChainCustomizer(VirtualThreadJdk21::targetJdk21);

  @TestHTTPResource URI base;
  @Inject Recording recording;

  /** Quarkus goes by the release these tests are compiled for, which is 17. */
  private static void targetJdk21(BuildChainBuilder chain) {
    chain
        .addBuildStep(
            context ->
                context.produce(
                    new TargetJavaVersionBuildItem(() -> TargetJavaVersion.Status.TRUE)))
        .produces(TargetJavaVersionBuildItem.class)
        .build();
  }

  @Test
  void virtualThread_keepsTheContext() {
    assertThat(Http.get(base, "/virtual").body()).isEqualTo("true leaf");

    Trace trace = recording.trace(4);
    assertThat(trace).hasSpans(4).span("inside").hasParent("GET /virtual");
    assertThat(trace.findIn("shop", SpanKind.CLIENT)).hasParent(trace.root());
  }

  @Path("/")
  public static class Resource {
    @Inject Tracer tracer;

    @GET
    @Path("virtual")
    @RunOnVirtualThread
    public String virtual(@Context UriInfo uri) throws Exception {
      tracer.startSpan("inside").end();
      Client client =
          QuarkusRestClientBuilder.newBuilder().baseUri(uri.getBaseUri()).build(Client.class);
      Object virtual = Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
      return virtual + " " + client.leaf();
    }

    @GET
    @Path("leaf")
    public String leaf() {
      return "leaf";
    }
  }

  @Path("/")
  public interface Client {
    @GET
    @Path("leaf")
    String leaf();
  }
}
