package dev.skein.export;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends with the JDK's {@link HttpClient}: HTTP/1.1, no redirects, no cookies, no authenticator.
 *
 * <p>The client and its threads are made for the first request, by the pipeline's thread, so that
 * they inherit nothing from an application; all are daemons. The client's own timeout ends with the
 * headers; the one used here runs until the last byte.
 */
final class JdkHttpSender implements HttpSender {
  /** Two, so that a slow name look-up does not keep the timer from firing. */
  private static final int THREADS = 2;

  private static final long IDLE_SECONDS = 10;

  private final HttpRequest.Builder template;
  private final Duration timeout;
  private final Duration connectTimeout;
  private final int maxReplyBytes;
  private final @Nullable SSLContext sslContext;
  private @Nullable Connections connections;

  /**
   * Creates a sender that opens nothing yet.
   *
   * @param template the address and all headers
   * @param timeout from the call to the last byte of the reply
   */
  JdkHttpSender(
      HttpRequest.Builder template,
      Duration timeout,
      Duration connectTimeout,
      int maxReplyBytes,
      @Nullable SSLContext sslContext) {
    this.template = template;
    this.timeout = timeout;
    this.connectTimeout = connectTimeout;
    this.maxReplyBytes = maxReplyBytes;
    this.sslContext = sslContext;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback itself throws nothing
  public CompletableFuture<HttpReply> send(byte[] body) {
    Connections open = connections();
    HttpRequest request = template.copy().POST(BodyPublishers.ofByteArray(body)).build();
    CappedBody replyBody = new CappedBody(maxReplyBytes);
    CompletableFuture<HttpResponse<CappedBody.Content>> call =
        open.client.sendAsync(request, head -> replyBody);
    CompletableFuture<HttpReply> reply = call.thenApply(JdkHttpSender::reply);
    ScheduledFuture<?> timer =
        open.executor.schedule(
            () -> reply.completeExceptionally(tooLate()), timeout.toNanos(), TimeUnit.NANOSECONDS);
    reply.whenComplete(
        (done, thrown) -> {
          timer.cancel(false);
          if (thrown != null) {
            call.cancel(true);
            replyBody.cancel();
          }
        });
    return reply;
  }

  @Override
  public synchronized void close() {
    Connections open = connections;
    connections = null;
    if (open != null) {
      open.executor.shutdown();
    }
  }

  private synchronized Connections connections() {
    Connections open = connections;
    if (open == null) {
      open = new Connections(connectTimeout, sslContext);
      connections = open;
    }
    return open;
  }

  private HttpTimeoutException tooLate() {
    return new HttpTimeoutException("no complete reply within " + timeout.toMillis() + " ms");
  }

  private static HttpReply reply(HttpResponse<CappedBody.Content> response) {
    HttpHeaders headers = response.headers();
    String type = headers.firstValue("content-type").orElse("");
    int parameters = type.indexOf(';');
    String encoding = headers.firstValue("content-encoding").orElse("identity");
    return new HttpReply(
        response.statusCode(),
        (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT),
        !encoding.equalsIgnoreCase("identity"),
        headers.firstValue("retry-after").orElse(""),
        response.body().bytes(),
        response.body().complete());
  }

  /**
   * The client and the threads it works on. There is no way to close a client before Java 21: its
   * own thread ends once nobody refers to it.
   */
  private static final class Connections {
    final ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(THREADS, Connections::thread);
    final HttpClient client;

    Connections(Duration connectTimeout, @Nullable SSLContext sslContext) {
      executor.setRemoveOnCancelPolicy(true);
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(connectTimeout)
              .executor(this::execute);
      if (sslContext != null) {
        builder.sslContext(sslContext);
      }
      client = builder.build();
    }

    private void execute(Runnable task) {
      try {
        executor.execute(task);
      } catch (RejectedExecutionException closed) {
        // The client may still have to clean up.
        task.run();
      }
    }

    private static Thread thread(Runnable task) {
      Thread thread = new Thread(null, task, "skein-exporter-http", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      return thread;
    }
  }
}
