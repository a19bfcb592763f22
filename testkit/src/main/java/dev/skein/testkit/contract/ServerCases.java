package dev.skein.testkit.contract;

import java.util.List;
import java.util.stream.Stream;

/** Every request of the server contract, and what {@code dev.skein.http} says its span is. */
final class ServerCases {
  /** Cases that belong together, by the connections that they are sent on. */
  record Group(String name, List<ServerConnection> connections) {
    List<ServerCase> cases() {
      return connections.stream().flatMap(connection -> connection.cases().stream()).toList();
    }
  }

  static final List<Group> GROUPS =
      List.of(
          alone("methods", MethodCases.all()),
          alone("routes", RouteCases.all()),
          alone("paths", PathCases.all()),
          alone("hosts", HostCases.all()),
          alone("versions and limits", VersionCases.all()),
          alone("traces", TraceCases.all()),
          alone("hostile headers", HostileCases.all()),
          alone("statuses", StatusCases.all()),
          alone("failures", FailureCases.all()),
          alone("before the handler", SecurityCases.all()),
          alone("request bodies", BodyCases.all()),
          alone("response bodies", ResponseCases.all()),
          alone("endings", EndingCases.all()),
          new Group(
              "connections",
              List.of(
                  new RawConnection(ConnectionCases.pipelined(), true),
                  new RawConnection(ConnectionCases.keptAlive(), false))),
          new Group(
              "HTTP/2", List.of(new Http2Connection(Http2Cases.upgrade(), Http2Cases.streams()))),
          new Group("WebSocket", List.of(new WebSocketConnection(WebSocketConnection.echo()))));

  /** What is sent to a server on its guard. */
  static final Group GUARDED = alone("trust and privacy", GuardedCases.all());

  private ServerCases() {}

  /** What is sent to a server with a fault. */
  static List<ServerConnection> connections(Fault fault) {
    return fault == Fault.GUARDED
        ? GUARDED.connections()
        : GROUPS.stream().flatMap(group -> group.connections().stream()).toList();
  }

  static List<ServerCase> all() {
    return Stream.concat(GROUPS.stream(), Stream.of(GUARDED))
        .flatMap(group -> group.cases().stream())
        .toList();
  }

  /** Each request on a connection of its own. */
  private static Group alone(String name, List<ServerCase> cases) {
    return new Group(
        name,
        cases.stream()
            .<ServerConnection>map(one -> new RawConnection(List.of(one), true))
            .toList());
  }
}
