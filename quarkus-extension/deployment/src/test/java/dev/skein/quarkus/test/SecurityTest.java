package dev.skein.quarkus.test;

import static dev.skein.testkit.SkeinAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.StatusCode;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that are refused, before REST sees them and in it, still name what they were for. */
class SecurityTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Application.of(Resource.class, Users.class)
          .overrideConfigKey("quarkus.http.auth.basic", "true")
          .overrideConfigKey("quarkus.http.auth.permission.members.paths", "/members/*")
          .overrideConfigKey("quarkus.http.auth.permission.members.policy", "authenticated")
          .overrideConfigKey("quarkus.http.auth.permission.nobody.paths", "/nobody/*")
          .overrideConfigKey("quarkus.http.auth.permission.nobody.policy", "deny");

  @TestHTTPResource URI base;
  @Inject Recording recording;

  @BeforeEach
  void reset() {
    recording.reset();
  }

  @Test
  void withoutCredentials_policyRefuses() {
    assertRefused("/members/7", 401, "GET /members/{id}");
  }

  @Test
  void wrongCredentials_areRefused() {
    assertRefused("/members/7", 401, "GET /members/{id}", "Authorization", basic("mallory"));
  }

  @Test
  void deniedPath_isRefused() {
    assertRefused("/nobody/7", 403, "GET /nobody/{id}", "Authorization", basic("alice"));
  }

  @Test
  void missingRole_isRefused() {
    assertRefused("/admin/7", 403, "GET /admin/{id}", "Authorization", basic("alice"));
  }

  @Test
  void missingIdentityForRole_isRefused() {
    assertRefused("/admin/7", 401, "GET /admin/{id}");
  }

  @Test
  void refusedPathWithoutMethod_hasNoRoute() {
    assertRefused("/nobody/7/nothing", 403, "GET", "Authorization", basic("alice"));
  }

  @Test
  void rightCredentials_areServed() {
    assertThat(Http.get(base, "/members/7", "Authorization", basic("alice")).body()).isEqualTo("7");

    assertThat(recording.trace(1)).root().hasName("GET /members/{id}");
  }

  private void assertRefused(String path, int status, String name, String... headers) {
    assertThat(Http.get(base, path, headers).statusCode()).isEqualTo(status);

    assertThat(recording.trace(1))
        .hasSpans(1)
        .root()
        .hasName(name)
        .hasStatus(StatusCode.UNSET)
        .hasAttribute("http.response.status_code", status);
  }

  private static String basic(String user) {
    byte[] credentials = (user + ":secret").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  @Path("/")
  public static class Resource {
    @GET
    @Path("members/{id}")
    public String member(String id) {
      return id;
    }

    @GET
    @Path("nobody/{id}")
    public String nobody(String id) {
      return id;
    }

    @GET
    @Path("admin/{id}")
    @RolesAllowed("admin")
    public String admin(String id) {
      return id;
    }
  }

  /** Knows alice. */
  @ApplicationScoped
  public static class Users implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
      return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
        UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
      return request.getUsername().equals("alice")
          ? Uni.createFrom()
              .item(
                  QuarkusSecurityIdentity.builder()
                      .setPrincipal(new QuarkusPrincipal("alice"))
                      .build())
          : Uni.createFrom().failure(new AuthenticationFailedException());
    }
  }
}
