package dev.skein.testkit.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A connection to the server under contract, and the requests that are sent on it. */
interface ServerConnection {
  List<ServerCase> cases();

  /**
   * Connects, sends the requests, and reads the responses as far as the client wants them.
   *
   * @return an outcome for every request
   */
  Map<ServerCase, ServerOutcome> send(int port) throws IOException;
}
