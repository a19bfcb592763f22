package dev.skein.testkit.contract;

import dev.skein.testkit.contract.ServerCase.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests as they are, all at once, and reads until the server closes. */
record RawConnection(List<ServerCase> cases) implements ServerConnection {
  private static final int TIMEOUT_MILLIS = 15_000;

  /** The status line of a final response. */
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([2-5][0-9][0-9])");

  @Override
  public Map<ServerCase, ServerOutcome> send(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (ServerCase request : cases) {
        bytes.writeBytes(request.bytes());
      }
      socket.getOutputStream().write(bytes.toByteArray());
      Patience patience = cases.get(cases.size() - 1).patience();
      String response = read(socket.getInputStream(), patience);
      Matcher status = STATUS.matcher(response);
      Map<ServerCase, ServerOutcome> outcomes = new HashMap<>();
      for (ServerCase request : cases) {
        int code = status.find() ? Integer.parseInt(status.group(1)) : 0;
        outcomes.put(request, new ServerOutcome(socket.getLocalPort(), code, response));
      }
      return outcomes;
    } catch (SocketTimeoutException e) {
      throw new IOException(cases + " not answered", e);
    }
  }

  private static String read(InputStream in, Patience patience) throws IOException {
    return switch (patience) {
      case TO_THE_END -> read(in, (String) null);
      case TO_THE_HEAD -> read(in, "\r\n\r\n");
      case TO_THE_FIRST_CHUNK -> read(in, "chunk ");
      case NONE -> "";
    };
  }

  private static String read(InputStream in, @Nullable String until) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        read.write(next);
        if (until != null && read.toString(StandardCharsets.ISO_8859_1).endsWith(until)) {
          break;
        }
      }
    } catch (SocketException e) {
      // a server that has had enough may reset the connection; what came before counts
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }
}
