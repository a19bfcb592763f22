package dev.skein.testkit.contract;

import dev.skein.testkit.contract.HttpResponseReader.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends requests as they are. The last of them says how long the client reads.
 *
 * @param pipelined whether all are sent at once, or each when the one before has been answered
 */
record RawConnection(List<ServerCase> cases, boolean pipelined) implements ServerConnection {
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int RECEIVE_BUFFER = 16 << 10;

  @Override
  public Map<ServerCase, ServerOutcome> send(int port) throws IOException {
    try (Socket socket = new Socket()) {
      // small, so that a server cannot be through with a large body before the client reads it
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      HttpResponseReader reader = new HttpResponseReader(socket.getInputStream());
      if (pipelined) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        cases.forEach(one -> all.writeBytes(one.bytes()));
        socket.getOutputStream().write(all.toByteArray());
      }
      Map<ServerCase, ServerOutcome> outcomes = new LinkedHashMap<>();
      for (ServerCase one : cases) {
        if (!pipelined) {
          socket.getOutputStream().write(one.bytes());
        }
        Response response = read(reader, one);
        outcomes.put(
            one,
            new ServerOutcome(
                socket.getLocalPort(),
                port,
                ServerOutcome.HTTP_1,
                response.status(),
                response.raw(),
                response.body()));
      }
      return outcomes;
    } catch (SocketTimeoutException e) {
      throw new IOException(cases + " not answered", e);
    }
  }

  private static Response read(HttpResponseReader reader, ServerCase one) throws IOException {
    return switch (one.patience()) {
      case TO_THE_NEXT -> reader.next(one.method());
      case TO_THE_END -> {
        Response response = reader.next(one.method());
        String rest = reader.rest();
        yield new Response(response.status(), response.raw() + rest, response.body() + rest);
      }
      case SLOWLY_TO_THE_END -> {
        Response begin = reader.nextUntil("x");
        Pause.millis(one.leastMillis());
        String rest = reader.rest();
        yield new Response(begin.status(), begin.raw() + rest, begin.body() + rest);
      }
      case TO_THE_HEAD -> reader.nextHead();
      case TO_THE_FIRST_CHUNK -> reader.nextUntil("chunk ");
      case NONE -> Response.NONE;
    };
  }
}
