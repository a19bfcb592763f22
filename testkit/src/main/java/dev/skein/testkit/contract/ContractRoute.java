package dev.skein.testkit.contract;

import java.io.IOException;

/** A route of the contract: what it is called, and what it does. Immutable and thread-safe. */
public final class ContractRoute {
  /** What a route does. */
  interface Handler {
    void serve(ContractExchange exchange, String path) throws IOException;
  }

  private final String method;
  private final String template;
  private final String[] segments;
  private final Handler handler;

  ContractRoute(String method, String template, Handler handler) {
    this.method = method;
    this.template = template;
    this.segments = template.split("/", -1);
    this.handler = handler;
  }

  /** The method that it answers. */
  public String method() {
    return method;
  }

  /** The path with the names of variables in braces, as in {@code /items/{id}}. */
  public String template() {
    return template;
  }

  /**
   * Serves a request, on the caller's thread, which waits; its span has to be current. When this
   * returns, the response is complete.
   *
   * @param path of the request, without the query, as it was sent
   * @throws IOException when the client has gone
   * @throws RuntimeException when the application fails, which is its purpose: {@link
   *     ContractRoutes#status} knows the answer if none has been started
   * @throws Error for the same purpose
   */
  public void serve(ContractExchange exchange, String path) throws IOException {
    handler.serve(exchange, path);
  }

  /** Whether a path is of the route's form. */
  boolean matches(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length != segments.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      String segment = segments[i];
      boolean matches = isVariable(segment) ? fits(segment, parts[i]) : segment.equals(parts[i]);
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static boolean fits(String variable, String value) {
    boolean number = variable.equals("{number}") || variable.equals("{code}");
    return !value.isEmpty() && (!number || value.chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
