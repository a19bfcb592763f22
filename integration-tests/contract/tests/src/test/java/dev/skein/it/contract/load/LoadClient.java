package dev.skein.it.contract.load;

import dev.skein.it.contract.load.LoadRequest.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;

/**
 * Sends all requests, each on a connection of its own, before it reads an answer: all are under way
 * at once. For one thread.
 */
final class LoadClient implements AutoCloseable {
  private static final Pattern OK = Pattern.compile("HTTP/1\\.1 200 .*", Pattern.DOTALL);

  /** No more than a listening socket's queue takes. */
  private static final int CONNECTING_AT_ONCE = 200;

  private static final long WHILE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LIMIT_NANOS = Duration.ofMinutes(10).toNanos();

  private final InetSocketAddress address;
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024);
  private final Map<LoadRequest, String> answers = new HashMap<>();
  private final Queue<Connection> impatient = new ArrayDeque<>();
  private int waiting;
  private long deadline;

  LoadClient(int port) throws IOException {
    address = new InetSocketAddress("127.0.0.1", port);
  }

  /**
   * Sends the requests.
   *
   * @return the answers' bodies, of those that were waited for and were a 200
   */
  Map<LoadRequest, String> send(List<LoadRequest> requests) throws IOException {
    deadline = System.nanoTime() + LIMIT_NANOS;
    List<Connection> connections = connect(requests);
    for (Connection connection : connections) {
      start(connection);
    }
    while (waiting > 0) {
      leaveThoseWithoutPatience();
      select();
    }
    return answers;
  }

  private List<Connection> connect(List<LoadRequest> requests) throws IOException {
    List<Connection> connections = new ArrayList<>(requests.size());
    for (LoadRequest request : requests) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      Connection connection = new Connection(request, channel);
      connections.add(connection);
      if (!channel.connect(address)) {
        channel.register(selector, SelectionKey.OP_CONNECT, connection);
        waiting++;
      }
      while (waiting >= CONNECTING_AT_ONCE) {
        select();
      }
    }
    while (waiting > 0) {
      select();
    }
    return connections;
  }

  /** A small request fits into the socket's buffer. */
  private void start(Connection connection) throws IOException {
    ByteBuffer request = ByteBuffer.wrap(connection.request.bytes());
    connection.channel.write(request);
    if (request.hasRemaining()) {
      throw new IOException("the request could not be sent at once");
    }
    switch (connection.request.patience()) {
      case TO_THE_END -> await(connection);
      case FOR_A_WHILE -> {
        await(connection);
        connection.leaveAt = System.nanoTime() + WHILE_NANOS;
        impatient.add(connection);
      }
      case NONE -> connection.channel.close();
      case RESET -> {
        connection.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        connection.channel.close();
      }
    }
  }

  private void await(Connection connection) throws IOException {
    connection.channel.register(selector, SelectionKey.OP_READ, connection);
    waiting++;
  }

  private void leaveThoseWithoutPatience() throws IOException {
    for (Connection next = impatient.peek();
        next != null && next.leaveAt - System.nanoTime() <= 0;
        next = impatient.peek()) {
      end(impatient.remove());
    }
  }

  private void select() throws IOException {
    if (deadline - System.nanoTime() <= 0) {
      throw new IOException(waiting + " connections wait, " + answers.size() + " were answered");
    }
    selector.select(100);
    for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
      SelectionKey key = keys.next();
      keys.remove();
      Connection connection = (Connection) key.attachment();
      if (key.isValid() && key.isConnectable()) {
        connection.channel.finishConnect();
        key.cancel();
        waiting--;
      } else if (key.isValid() && key.isReadable()) {
        read(connection);
      }
    }
    // a channel can be registered anew only when its cancelled key is gone
    selector.selectNow();
  }

  private void read(Connection connection) throws IOException {
    buffer.clear();
    int count;
    try {
      count = connection.channel.read(buffer);
    } catch (IOException e) {
      // reset: it is not answered
      count = -1;
    }
    if (count < 0) {
      end(connection);
    } else {
      byte[] bytes = new byte[buffer.flip().remaining()];
      buffer.get(bytes);
      connection.received.writeBytes(bytes);
    }
  }

  private void end(Connection connection) throws IOException {
    if (!connection.channel.isOpen()) {
      return;
    }
    connection.channel.close();
    waiting--;
    String answer = connection.received.toString(StandardCharsets.ISO_8859_1);
    if (connection.request.patience() == Patience.TO_THE_END && OK.matcher(answer).matches()) {
      answers.put(connection.request, answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }

  private static final class Connection {
    private final LoadRequest request;
    private final SocketChannel channel;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream(256);
    private long leaveAt;

    Connection(LoadRequest request, SocketChannel channel) {
      this.request = request;
      this.channel = channel;
    }
  }
}
