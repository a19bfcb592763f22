package dev.skein.testkit.contract;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.Span;
import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import dev.skein.propagation.Getter;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * All calls that one client made before it was stopped, what became of them, and the spans that it
 * recorded. Nothing can come later.
 */
record ClientRun(Map<ClientCase, ClientObservation> observations, List<SpanData> spans) {
  private static final Duration SPAN_TIMEOUT = Duration.ofSeconds(10);

  private static final Getter<Map<String, String>> HEADERS =
      (headers, name) -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of();

  /** How a client is started. */
  interface Starter {
    ClientSubject start(ContractSetup setup) throws Exception;
  }

  /** Starts a client, has it make the calls of all cases, and stops it. */
  static ClientRun of(Fault fault, Starter starter, List<ClientCase> cases) throws Exception {
    List<Target> targets = new ArrayList<>();
    try (ContractSetup setup = ContractSetup.open(fault)) {
      Map<ClientCase, ClientObservation> observations = new LinkedHashMap<>();
      try (ClientSubject subject = starter.start(setup)) {
        for (ClientCase one : cases) {
          SSLContext tls = one.tls() ? SelfSignedCertificate.context() : null;
          Target target = Target.start(one.script(), tls, () -> spanArrives(setup, one));
          targets.add(target);
          URI cancelSignal = null;
          if (one.givenUp()) {
            Target signal = Target.signal(target);
            targets.add(signal);
            cancelSignal = URI.create("http://127.0.0.1:" + signal.port() + "/");
          }
          observations.put(one, observe(one, target, cancelSignal, subject, setup));
        }
      }
      setup.finish();
      return new ClientRun(observations, setup.spans());
    } finally {
      targets.forEach(Target::close);
    }
  }

  private static ClientObservation observe(
      ClientCase one,
      Target target,
      @Nullable URI cancelSignal,
      ClientSubject subject,
      ContractSetup setup)
      throws Exception {
    try (Socket refusing = Target.refusingPort()) {
      int port = one.listening() ? target.port() : refusing.getLocalPort();
      List<CallResult> results = new ArrayList<>();
      for (int i = 0; i < one.calls(); i++) {
        try {
          results.add(call(one.call(i, port, cancelSignal), subject, setup.inThisJvm()));
        } catch (Exception notMade) {
          results.add(CallResult.failed(notMade));
          target.note("not called", notMade.toString());
        }
      }
      return new ClientObservation(port, results, target.received(), target.notes());
    }
  }

  private static CallResult call(ClientCall call, ClientSubject subject, @Nullable Skein skein)
      throws Exception {
    if (skein == null) {
      return subject.call(call);
    }
    Context remote = remote(skein, call.caller());
    Span caller = skein.tracer().startSpan("caller", SpanKind.SERVER, remote);
    try (Scope scope = skein.attach(remote.with(caller))) {
      return subject.call(call);
    } finally {
      caller.end();
    }
  }

  /** What a server reads from the headers of a request. */
  static Context remote(Skein skein, Map<String, String> headers) {
    return skein.propagator().extract(Context.root(), headers, HEADERS);
  }

  private static boolean spanArrives(ContractSetup setup, ClientCase one) {
    return setup.awaitTrace(
        one.traceId(0),
        trace -> trace.spans().stream().anyMatch(span -> span.kind() == SpanKind.CLIENT),
        SPAN_TIMEOUT);
  }

  /** What was found of a case. */
  Map<String, Object> actual(ClientCase one) {
    return ClientFields.of(one, Objects.requireNonNull(observations.get(one)), spans);
  }

  /** The spans that are of none of the calls. */
  List<SpanData> others() {
    Set<String> known = new HashSet<>();
    for (ClientCase one : observations.keySet()) {
      for (int i = 0; i < one.calls(); i++) {
        known.add(one.traceId(i));
      }
    }
    return spans.stream().filter(span -> !known.contains(span.traceId())).toList();
  }
}
