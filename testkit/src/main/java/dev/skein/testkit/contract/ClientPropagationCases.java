package dev.skein.testkit.contract;

import static dev.skein.testkit.contract.ClientFields.SENT;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the server is told about the caller. */
final class ClientPropagationCases {
  private static final String STRANGER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b8-01";

  private ClientPropagationCases() {}

  private static ClientCase of(String name) {
    return ClientCase.of("what is sent on", name);
  }

  static List<ClientCase> all() {
    String manyStates = members(32, "v%d=%d");
    String manyEntries = members(64, "entry%d=" + "x".repeat(110) + "%d");
    return List.of(
        of("child of the caller's span"),
        state(of("trace state and baggage"), "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE")
            .caller("baggage", "customer=7;tier=gold,region=%C3%BC")
            .with(SENT + "baggage", "customer=7;tier=gold,region=%C3%BC"),
        state(of("trace state of 32 members"), manyStates),
        of("baggage of 64 members")
            .caller("baggage", manyEntries)
            .with(SENT + "baggage", manyEntries),
        of("caller without baggage keeps the application's")
            .header("Baggage", "mine=1")
            .with(SENT + "baggage", "mine=1"),
        of("random trace id")
            .callersFlags("03")
            .with("flags", "0x103")
            .with(SENT_PARENT, "the span's, 03"),
        of("caller that is not sampled").callersFlags("00").leavesNoSpan("00"),
        of("trace state and baggage of a caller that is not sampled")
            .callersFlags("00")
            .leavesNoSpan("00")
            .caller("tracestate", "rojo=1")
            .caller("baggage", "customer=7")
            .with(SENT + "tracestate", "rojo=1")
            .with(SENT + "baggage", "customer=7"),
        of("traceparent of the application's own").header("traceparent", STRANGER),
        of("TraceParent of the application's own").header("TraceParent", STRANGER),
        of("TRACEPARENT of the application's own").header("TRACEPARENT", STRANGER),
        state(of("trace state of the application's own"), "rojo=1").header("TraceState", "azul=2"),
        of("baggage of the application's own")
            .caller("baggage", "customer=7")
            .header("BAGGAGE", "mine=1")
            .with(SENT + "baggage", "customer=7"),
        of("other headers of the application")
            .header("X-Item-Id", "7")
            .header("IF-MODIFIED-SINCE", "Sat, 21 Nov 2026 12:00:00 GMT")
            .with(SENT + "x-item-id", "7")
            .with(SENT + "if-modified-since", "Sat, 21 Nov 2026 12:00:00 GMT"));
  }

  private static final String SENT_PARENT = SENT + "traceparent";

  private static ClientCase state(ClientCase of, String state) {
    return of.caller("tracestate", state)
        .with("tracestate", state)
        .with(SENT + "tracestate", state);
  }

  private static String members(int count, String form) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(form, i, i))
        .collect(Collectors.joining(","));
  }
}
