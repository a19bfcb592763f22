package dev.skein.micronaut;

import dev.skein.http.HttpClientRequest;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.ClientAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Shows a request about to be sent to the protocol tier.
 *
 * @param resendCount how many requests it was redirected from
 */
record SentRequest(HttpRequest<?> request, int resendCount) implements HttpClientRequest {

  @Override
  public String method() {
    return request.getMethodName();
  }

  @Override
  public String url() {
    return request.getUri().toString();
  }

  /** Only of declarative clients: a proxied request still has the server's template with it. */
  @Override
  public @Nullable String urlTemplate() {
    if (ClientAttributes.getInvocationContext(request).isEmpty()) {
      return null;
    }
    String template = BasicHttpAttributes.getUriTemplate(request).orElse("");
    int end = pathEnd(template);
    return end == 0 ? null : template.substring(0, end);
  }

  /**
   * Where a template's path ends: at {@code ?} or {@code #}, at <code>{?</code>, <code>{&</code>.
   */
  private static int pathEnd(String template) {
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      char operator = c == '{' && i + 1 < template.length() ? template.charAt(i + 1) : c;
      if (operator == '?' || operator == '#' || (operator == '&' && c == '{')) {
        return i;
      }
    }
    return template.length();
  }
}
