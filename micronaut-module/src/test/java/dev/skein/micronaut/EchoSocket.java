package dev.skein.micronaut;

import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.ServerWebSocket;

/** Answers every message. */
@ServerWebSocket("/socket/{topic}")
class EchoSocket {
  @OnMessage
  void onMessage(String topic, String message, WebSocketSession session) {
    session.sendSync(topic + ": " + message);
  }
}
