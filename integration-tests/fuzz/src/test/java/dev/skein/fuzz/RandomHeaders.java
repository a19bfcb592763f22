package dev.skein.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Headers as callers send them, of which a few things are wrong; the same for the same seed. */
final class RandomHeaders {
  private static final String[][] TEMPLATES = {
    {"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
    {"traceparent", "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-more"},
    {"tracestate", "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"},
    {"tracestate", "a@b=1, c/d=2 ,e*f=3,,g-h=4"},
    {"baggage", "userId=alice,serverNode=DF%2028,isProduction=false"},
    {"baggage", "k1 = v1 ;p1;p2=x , k2=%C3%A9, k3="},
    {"b3", "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1-05e3ac9a4f6e3b90"},
    {"b3", "0"},
    {"x-b3-traceid", "64fe8b2a57d3eff7"},
    {"x-b3-spanid", "e457b5a2e4d86bd1"},
    {"x-b3-sampled", "true"},
    {"x-b3-flags", "1"},
    {"uber-trace-id", "64fe8b2a57d3eff7%3Ae457b5a2e4d86bd1:0:1"},
    {"uberctx-key", "a%20b+c%2Bd"},
    {"jaeger-baggage", "k1=v1, k2=v 2 ,x,=y"}
  };

  private static final String ALPHABET =
      "0123456789abcdefABCDEFxyz-=,;:% \t\"\\/@*_.<>{}[]()?&+~!#$'^`|"
          + "\u0000\u0001\n\r\u001f\u007f\u0080\u00a0\u00e9\u00ff\u0130\u2028\ud800\udc00\uffff";

  private final SplittableRandom random;
  private final StringBuilder line = new StringBuilder();

  RandomHeaders(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The next request's. */
  Headers next() {
    Headers headers = new Headers();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      String[] template = TEMPLATES[random.nextInt(TEMPLATES.length)];
      headers.add(template[0], broken(template[1]));
      if (random.nextInt(8) == 0) {
        headers.add(template[0], broken(template[1]));
      }
    }
    return headers;
  }

  private String broken(String valid) {
    line.setLength(0);
    line.append(valid);
    for (int count = random.nextInt(4); count > 0; count--) {
      int at = random.nextInt(line.length() + 1);
      switch (random.nextInt(6)) {
        case 0 -> line.insert(at, anyChar());
        case 1 -> line.delete(at, Math.min(line.length(), at + 1 + random.nextInt(3)));
        case 2 -> line.insert(at, line.substring(0, at));
        case 3 -> line.insert(at, String.valueOf(anyChar()).repeat(random.nextInt(40)));
        case 4 -> line.setLength(at);
        default -> {
          if (at < line.length()) {
            line.setCharAt(at, anyChar());
          }
        }
      }
    }
    return line.toString();
  }

  private char anyChar() {
    return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
  }

  /** A hostile set of so many chars in all: one header of a kind, in lines of any length. */
  Headers ofSize(int chars) {
    String[] template = TEMPLATES[random.nextInt(TEMPLATES.length)];
    List<String> lines = new ArrayList<>();
    for (int left = chars; left > 0; ) {
      int length = random.nextInt(4) == 0 ? left : 1 + random.nextInt(left);
      line.setLength(0);
      String unit = broken(template[1]) + (random.nextBoolean() ? "," : "");
      line.setLength(0);
      while (line.length() < length) {
        line.append(unit.isEmpty() ? " " : unit);
        if (random.nextInt(4) == 0) {
          unit = template[1].substring(0, random.nextInt(template[1].length())) + line.length();
        }
      }
      line.setLength(length);
      lines.add(line.toString());
      left -= length;
    }
    Headers headers = new Headers();
    lines.forEach(text -> headers.add(template[0], text));
    if (random.nextBoolean()) {
      headers.add("traceparent", TEMPLATES[0][1]);
    }
    return headers;
  }
}
