package dev.skein.testkit.contract;

import java.util.List;

/** What a broken part of Skein may not do to a call, and what a sampler is shown. */
final class ClientFaultCases {
  private ClientFaultCases() {}

  private static ClientCase of(String name, Fault fault) {
    return ClientCase.of("faults", name).fault(fault);
  }

  static List<ClientCase> all() {
    return List.of(
        of("sampler that throws", Fault.THROWING_SAMPLER).leavesNoSpan("00"),
        of("exporter that throws", Fault.THROWING_EXPORTER).leavesNoSpan("01"),
        of("attributes that a sampler sees", Fault.REPORTING_SAMPLER)
            .with(
                Faults.SEEN.name(),
                List.of("http.request.method", "server.address", "server.port", "url.full")));
  }
}
