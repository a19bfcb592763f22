package dev.skein.micronaut;

import dev.skein.http.HttpClientRequest;
import io.micronaut.core.convert.value.ConvertibleValues;
import io.micronaut.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a request about to be sent to the protocol tier.
 *
 * @param resendCount how many requests it was redirected from
 */
record SentRequest(HttpRequest<?> request, int resendCount) implements HttpClientRequest {
  /** Where {@code ClientAttributes} looks as well, with a conversion that costs 200 bytes. */
  private static final String INVOCATION = "micronaut.http.invocationContext";

  /** Where {@code BasicHttpAttributes} looks. */
  private static final String URI_TEMPLATE = "micronaut.http.route.template";

  @Override
  public String method() {
    return request.getMethodName();
  }

  @Override
  public String url() {
    return request.getUri().toString();
  }

  @Override
  public List<String> headers(String lowerCaseName) {
    return request.getHeaders().getAll(lowerCaseName);
  }

  /** Only of declarative clients: a proxied request still has the server's template with it. */
  @Override
  public @Nullable String urlTemplate() {
    ConvertibleValues<Object> attributes = request.getAttributes();
    if (!attributes.contains(INVOCATION)
        || !(attributes.getValue(URI_TEMPLATE) instanceof String template)) {
      return null;
    }
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
