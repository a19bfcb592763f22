package dev.skein.fuzz;

import dev.skein.SpanKind;
import dev.skein.StatusCode;
import dev.skein.Value;
import dev.skein.export.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes spans, and what is in spans, of the bytes of a fuzzer: every input makes one. */
public final class SpanMaker {
  private static final int MAX_TEXT = 200;
  private static final int MAX_DEPTH = 4;
  private static final String[] NAMES = {
    "http.route", "error", "peer.service", "server.address", "network.peer.address",
    "network.peer.port", "otel.status_code", "otel.scope.name", "db.query.text", "tags"
  };

  private final byte[] data;
  private int position;

  public SpanMaker(byte[] data) {
    this.data = data;
  }

  public boolean hasMore() {
    return position < data.length;
  }

  /** The next byte as a number from 0 to 255; 0 when there is none. */
  public int number() {
    return hasMore() ? data[position++] & 0xFF : 0;
  }

  public long longNumber() {
    long number = 0;
    for (int bytes = number() % 9; bytes > 0; bytes--) {
      number = number << 8 | number();
    }
    return number;
  }

  public String text() {
    int end = Math.min(data.length, position + number() % (MAX_TEXT / 2));
    String text = end <= position ? "" : Input.text(Arrays.copyOfRange(data, position, end));
    position = Math.max(position, end);
    return text;
  }

  /** Not empty. */
  public String name() {
    int choice = number();
    return choice < 128 ? NAMES[choice % NAMES.length] : "n" + text();
  }

  /** A value as a decoder of OTLP returns it. */
  public Object decodedValue(int depth) {
    return switch (number() % (depth < MAX_DEPTH ? 7 : 5)) {
      case 0 -> text();
      case 1 -> longNumber();
      case 2 -> Double.longBitsToDouble(longNumber());
      case 3 -> number() % 2 == 0;
      case 4 -> text().getBytes(StandardCharsets.UTF_16);
      case 5 -> {
        List<Object> list = new ArrayList<>();
        for (int count = number() % 5; count > 0; count--) {
          list.add(decodedValue(depth + 1));
        }
        yield list;
      }
      default -> decodedMap(depth + 1);
    };
  }

  private Map<String, Object> decodedMap(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int count = number() % 5; count > 0; count--) {
      map.put(name(), decodedValue(depth));
    }
    return map;
  }

  /** The same content, as an application gives it. */
  public static Value value(Object content) {
    if (content instanceof String text) {
      return Value.of(text);
    } else if (content instanceof Long number) {
      return Value.of(number);
    } else if (content instanceof Double number) {
      return Value.of(number);
    } else if (content instanceof Boolean truth) {
      return Value.of(truth);
    } else if (content instanceof byte[] bytes) {
      return Value.of(bytes);
    } else if (content instanceof List<?> list) {
      List<Value> values = new ArrayList<>();
      list.forEach(element -> values.add(value(element)));
      return Value.of(values);
    }
    Map<String, Value> values = new LinkedHashMap<>();
    ((Map<?, ?>) content).forEach((name, element) -> values.put((String) name, value(element)));
    return Value.of(values);
  }

  /** A span as it is read back from its bytes. */
  public SpanData spanData() {
    List<SpanData.Event> events = new ArrayList<>();
    for (int count = number() % 4; count > 0; count--) {
      events.add(new SpanData.Event(text(), longNumber(), decodedMap(0), number()));
    }
    String parent = number() % 2 == 0 ? "" : "00f067aa0ba902b7";
    Map<String, Object> resource = number() % 2 == 0 ? Map.of() : decodedMap(0);
    return new SpanData(
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "b7ad6b7169203331",
        parent,
        "",
        1,
        text(),
        SpanKind.values()[number() % SpanKind.values().length],
        longNumber(),
        longNumber(),
        decodedMap(0),
        number(),
        events,
        number(),
        List.of(),
        (int) longNumber(),
        StatusCode.values()[number() % StatusCode.values().length],
        text(),
        resource,
        text(),
        text());
  }
}
