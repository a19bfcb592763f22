package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.Context;
import dev.skein.EndingSpan;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanHook;
import dev.skein.Tracer;
import dev.skein.export.SpanExporter;
import dev.skein.testkit.Trace;
import dev.skein.testkit.TraceRecorder;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application can inject, and what it can give. */
class BeansTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(Resource.class, Helper.class, Enricher.class, Redactor.class, NoRobots.class);

  @TestHTTPResource URI base;
  @Inject Recording recording;
  @Inject TraceRecorder recorder;
  @Inject Skein skein;
  @Inject Tracer tracer;
  @Inject SpanExporter exporter;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void tracer_isTheOneOfSkein() {
    assertThat(tracer).isSameAs(skein.tracer());
    assertThat(exporter).isSameAs(recorder);
  }

  @Test
  void injectedSpan_isTheCurrentOne() {
    Http.get(base, "/beans/provider");

    assertThat(recording.trace(1)).root().hasAttribute("from", "provider");
  }

  @Test
  void injectedSpan_isEachRequestsOwn() {
    Http.get(base, "/beans/request-scoped");
    String first = recording.trace(1).traceId();
    recording.reset();

    Http.get(base, "/beans/request-scoped");

    Trace second = recording.trace(1);
    assertThat(second).root().hasAttribute("from", "helper");
    assertThat(second.traceId()).isNotEqualTo(first);
  }

  @Test
  void hooks_seeEverySpan() {
    Http.get(base, "/beans/provider?secret=x");

    assertThat(recording.trace(1))
        .root()
        .hasAttribute("tenant", "acme")
        .doesNotHaveAttribute("url.query");
  }

  @Test
  void sampler_decides() {
    Http.get(base, "/beans/robots");
    Http.get(base, "/beans/provider");

    recording.trace(1);
    assertThat(recorder.spans()).hasSize(1);
  }

  @Path("/beans")
  public static class Resource {
    @Inject Provider<Span> current;
    @Inject Helper helper;

    @GET
    @Path("provider")
    public String provider() {
      current.get().setAttribute("from", "provider");
      return "x";
    }

    @GET
    @Path("request-scoped")
    public String requestScoped() {
      helper.help();
      return "x";
    }

    @GET
    @Path("robots")
    public String robots() {
      return "x";
    }
  }

  @RequestScoped
  public static class Helper {
    @Inject Span span;

    void help() {
      span.setAttribute("from", "helper");
    }
  }

  @ApplicationScoped
  public static class Enricher implements SpanHook {
    @Override
    public void onStart(Span span, Context parent) {
      span.setAttribute("tenant", "acme");
    }
  }

  @Singleton
  public static class Redactor implements SpanHook {
    @Override
    public void onEnding(EndingSpan span) {
      span.removeAttribute("url.query");
    }
  }

  public static class NoRobots {
    @Produces
    @Singleton
    Sampler sampler() {
      return (parent, high, low, name, kind, attributes) ->
          "/beans/robots".equals(attributes.get(dev.skein.http.HttpAttributes.URL_PATH))
              ? SamplingResult.drop()
              : Sampler.alwaysOn().sample(parent, high, low, name, kind, attributes);
    }
  }
}
