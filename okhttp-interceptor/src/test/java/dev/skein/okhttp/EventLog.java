package dev.skein.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Writes down what happens: every event of OkHttp 4 and 5. */
final class EventLog extends EventListener {
  /** Events, and one other method, that OkHttp 4 does not have. */
  static final Set<String> NEW_IN_5 =
      Set.of(
          "dispatcherQueueStart",
          "dispatcherQueueEnd",
          "retryDecision",
          "followUpDecision",
          "plus");

  private final List<String> events = new CopyOnWriteArrayList<>();

  /** The names of the events, in their order. */
  List<String> events() {
    return events;
  }

  @Override
  public void callStart(Call call) {
    events.add("callStart");
  }

  // an override in OkHttp 5
  public void dispatcherQueueStart(Call call, Dispatcher dispatcher) {
    events.add("dispatcherQueueStart");
  }

  // an override in OkHttp 5
  public void dispatcherQueueEnd(Call call, Dispatcher dispatcher) {
    events.add("dispatcherQueueEnd");
  }

  @Override
  public void proxySelectStart(Call call, HttpUrl url) {
    events.add("proxySelectStart");
  }

  @Override
  public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
    events.add("proxySelectEnd");
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    events.add("dnsStart");
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> inetAddressList) {
    events.add("dnsEnd");
  }

  @Override
  public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
    events.add("connectStart");
  }

  @Override
  public void secureConnectStart(Call call) {
    events.add("secureConnectStart");
  }

  @Override
  public void secureConnectEnd(Call call, Handshake handshake) {
    events.add("secureConnectEnd");
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress inetSocketAddress, Proxy proxy, Protocol protocol) {
    events.add("connectEnd");
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress inetSocketAddress,
      Proxy proxy,
      Protocol protocol,
      IOException ioe) {
    events.add("connectFailed");
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    events.add("connectionAcquired");
  }

  @Override
  public void connectionReleased(Call call, Connection connection) {
    events.add("connectionReleased");
  }

  @Override
  public void requestHeadersStart(Call call) {
    events.add("requestHeadersStart");
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    events.add("requestHeadersEnd");
  }

  @Override
  public void requestBodyStart(Call call) {
    events.add("requestBodyStart");
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    events.add("requestBodyEnd");
  }

  @Override
  public void requestFailed(Call call, IOException ioe) {
    events.add("requestFailed");
  }

  @Override
  public void responseHeadersStart(Call call) {
    events.add("responseHeadersStart");
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    events.add("responseHeadersEnd");
  }

  @Override
  public void responseBodyStart(Call call) {
    events.add("responseBodyStart");
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    events.add("responseBodyEnd");
  }

  @Override
  public void responseFailed(Call call, IOException ioe) {
    events.add("responseFailed");
  }

  @Override
  public void callEnd(Call call) {
    events.add("callEnd");
  }

  @Override
  public void callFailed(Call call, IOException ioe) {
    events.add("callFailed");
  }

  @Override
  public void canceled(Call call) {
    events.add("canceled");
  }

  @Override
  public void satisfactionFailure(Call call, Response response) {
    events.add("satisfactionFailure");
  }

  @Override
  public void cacheHit(Call call, Response response) {
    events.add("cacheHit");
  }

  @Override
  public void cacheMiss(Call call) {
    events.add("cacheMiss");
  }

  @Override
  public void cacheConditionalHit(Call call, Response cachedResponse) {
    events.add("cacheConditionalHit");
  }

  // an override in OkHttp 5
  public void retryDecision(Call call, IOException exception, boolean retry) {
    events.add("retryDecision");
  }

  // an override in OkHttp 5
  public void followUpDecision(Call call, Response networkResponse, Request nextRequest) {
    events.add("followUpDecision");
  }
}
