package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ServerCase.get;

import dev.skein.testkit.contract.HttpResponseReader.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A request that becomes a WebSocket, which says one thing, hears it again, and is closed. */
record WebSocketConnection(ServerCase request) implements ServerConnection {
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FRAME_HEAD = 2;
  private static final byte TEXT = (byte) 0x81;
  private static final byte CLOSE = (byte) 0x88;

  /** The opening handshake of RFC 6455, and what is said afterwards. */
  static ServerCase echo() {
    return get("WebSocket", "/socket")
        .without("Connection")
        .header("Connection: Upgrade")
        .header("Upgrade: websocket")
        .header("Sec-WebSocket-Version: 13")
        .header("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
        .answer(SWITCHING_PROTOCOLS)
        .route("/socket")
        .answerBody("tea");
  }

  @Override
  public List<ServerCase> cases() {
    return List.of(request);
  }

  @Override
  public Map<ServerCase, ServerOutcome> send(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(request.bytes());
      HttpResponseReader reader = new HttpResponseReader(socket.getInputStream());
      Response response = reader.nextHead();
      String heard = "";
      if (response.status() == SWITCHING_PROTOCOLS) {
        out.write(frame(TEXT, "tea"));
        byte[] head = reader.bytes(FRAME_HEAD);
        heard = new String(reader.bytes(head[1]), StandardCharsets.US_ASCII);
        out.write(frame(CLOSE, "\u0003\u00e8"));
        // not every server closes the connection after its own close frame
        reader.bytes(FRAME_HEAD);
      }
      return Map.of(
          request,
          new ServerOutcome(
              socket.getLocalPort(),
              port,
              ServerOutcome.HTTP_1,
              response.status(),
              response.raw() + heard,
              heard));
    } catch (SocketTimeoutException e) {
      throw new IOException(request + " not answered", e);
    }
  }

  /** A short masked frame; the mask is zero, which changes nothing. */
  private static byte[] frame(byte head, String text) {
    byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] frame = new byte[FRAME_HEAD + 4 + payload.length];
    frame[0] = head;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, FRAME_HEAD + 4, payload.length);
    return frame;
  }
}
