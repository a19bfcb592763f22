package dev.skein.it.contract.micronaut;

import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.ServerWebSocket;
import org.reactivestreams.Publisher;

/** Says what it is told. */
@ServerWebSocket("/socket")
class EchoSocket {
  @OnMessage
  Publisher<String> onMessage(String text, WebSocketSession session) {
    return session.send(text);
  }
}
