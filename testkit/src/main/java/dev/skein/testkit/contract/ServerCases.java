package dev.skein.testkit.contract;

import java.util.List;

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
          alone("routes", RouteCases.all()),
          alone("paths", PathCases.all()),
          alone("bodies", BodyCases.all()),
          alone("hosts", HostCases.all()),
          alone("versions", VersionCases.all()),
          alone("traces", TraceCases.all()),
          alone("failures", FailureCases.all()),
          alone("endings", EndingCases.all()),
          new Group("connections", List.of(new RawConnection(PipelineCases.all()))));

  private ServerCases() {}

  /** Each request on a connection of its own. */
  private static Group alone(String name, List<ServerCase> cases) {
    return new Group(
        name,
        cases.stream().<ServerConnection>map(one -> new RawConnection(List.of(one))).toList());
  }
}
