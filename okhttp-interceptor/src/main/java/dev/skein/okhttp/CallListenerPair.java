package dev.skein.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Two listeners as one, for OkHttp 4: every event goes to the application's listener, and before
 * that to Skein's if it is one that Skein listens to.
 */
final class CallListenerPair extends EventListener {
  private final CallTrace ours;
  private final EventListener theirs;

  CallListenerPair(CallTrace ours, EventListener theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  @Override
  public void callStart(Call call) {
    ours.callStart(call);
    theirs.callStart(call);
  }

  @Override
  public void proxySelectStart(Call call, HttpUrl url) {
    ours.proxySelectStart(call, url);
    theirs.proxySelectStart(call, url);
  }

  @Override
  public void proxySelectEnd(Call call, HttpUrl url, List<Proxy> proxies) {
    theirs.proxySelectEnd(call, url, proxies);
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    ours.dnsStart(call, domainName);
    theirs.dnsStart(call, domainName);
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> inetAddressList) {
    theirs.dnsEnd(call, domainName, inetAddressList);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress inetSocketAddress, Proxy proxy) {
    ours.connectStart(call, inetSocketAddress, proxy);
    theirs.connectStart(call, inetSocketAddress, proxy);
  }

  @Override
  public void secureConnectStart(Call call) {
    theirs.secureConnectStart(call);
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    theirs.secureConnectEnd(call, handshake);
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress inetSocketAddress, Proxy proxy, @Nullable Protocol protocol) {
    theirs.connectEnd(call, inetSocketAddress, proxy, protocol);
  }

  @Override
  public void connectFailed(
      Call call,
      InetSocketAddress inetSocketAddress,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException ioe) {
    theirs.connectFailed(call, inetSocketAddress, proxy, protocol, ioe);
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    theirs.connectionAcquired(call, connection);
  }

  @Override
  public void connectionReleased(Call call, Connection connection) {
    theirs.connectionReleased(call, connection);
  }

  @Override
  public void requestHeadersStart(Call call) {
    theirs.requestHeadersStart(call);
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    theirs.requestHeadersEnd(call, request);
  }

  @Override
  public void requestBodyStart(Call call) {
    theirs.requestBodyStart(call);
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    theirs.requestBodyEnd(call, byteCount);
  }

  @Override
  public void requestFailed(Call call, IOException ioe) {
    theirs.requestFailed(call, ioe);
  }

  @Override
  public void responseHeadersStart(Call call) {
    theirs.responseHeadersStart(call);
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    theirs.responseHeadersEnd(call, response);
  }

  @Override
  public void responseBodyStart(Call call) {
    theirs.responseBodyStart(call);
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    theirs.responseBodyEnd(call, byteCount);
  }

  @Override
  public void responseFailed(Call call, IOException ioe) {
    theirs.responseFailed(call, ioe);
  }

  @Override
  public void callEnd(Call call) {
    ours.callEnd(call);
    theirs.callEnd(call);
  }

  @Override
  public void callFailed(Call call, IOException ioe) {
    ours.callFailed(call, ioe);
    theirs.callFailed(call, ioe);
  }

  @Override
  public void canceled(Call call) {
    theirs.canceled(call);
  }

  @Override
  public void satisfactionFailure(Call call, Response response) {
    theirs.satisfactionFailure(call, response);
  }

  @Override
  public void cacheHit(Call call, Response response) {
    theirs.cacheHit(call, response);
  }

  @Override
  public void cacheMiss(Call call) {
    theirs.cacheMiss(call);
  }

  @Override
  public void cacheConditionalHit(Call call, Response cachedResponse) {
    theirs.cacheConditionalHit(call, cachedResponse);
  }
}
