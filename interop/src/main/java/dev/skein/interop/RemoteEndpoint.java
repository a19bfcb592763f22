package dev.skein.interop;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who was called, as far as a span's attributes tell: the first that is there counts. Without it
 * Zipkin draws no line to a service that is not traced.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/">OpenTelemetry
 *     to Zipkin Transformation, Remote endpoint</a>
 */
final class RemoteEndpoint {
  private record Rank(String attribute, @Nullable String port) {}

  private static final List<Rank> RANKS =
      List.of(
          new Rank("peer.service", null),
          new Rank("server.address", null),
          new Rank("net.peer.name", null),
          new Rank("network.peer.address", "network.peer.port"),
          new Rank("server.socket.domain", null),
          new Rank("server.socket.address", "server.socket.port"),
          new Rank("net.sock.peer.name", null),
          new Rank("net.sock.peer.addr", "net.sock.peer.port"),
          new Rank("peer.hostname", null),
          new Rank("peer.address", null),
          new Rank("db.name", null));

  private static final long MAX_PORT = 65_535;

  private RemoteEndpoint() {}

  /** Adds the field, if anything is known. */
  static void write(Map<String, Object> attributes, JsonText json) {
    for (Rank rank : RANKS) {
      if (attributes.get(rank.attribute) instanceof String value && !value.isEmpty()) {
        json.name("remoteEndpoint").raw("{");
        if (rank.port == null) {
          json.name("serviceName").string(value);
        } else {
          address(value, attributes.get(rank.port), json);
        }
        json.raw("}");
        return;
      }
    }
  }

  private static void address(String address, @Nullable Object port, JsonText json) {
    json.name(field(address)).string(address);
    if (port instanceof Long number && number > 0 && number <= MAX_PORT) {
      json.name("port").raw(number);
    }
  }

  /** A Unix domain socket's path is no address, but says who was called. */
  private static String field(String address) {
    boolean numeric = true;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      numeric &= c == '.' || (c >= '0' && c <= '9');
    }
    if (numeric) {
      return "ipv4";
    }
    return address.indexOf(':') >= 0 && address.indexOf('/') < 0 ? "ipv6" : "serviceName";
  }
}
