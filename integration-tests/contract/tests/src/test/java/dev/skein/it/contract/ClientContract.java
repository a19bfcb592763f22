package dev.skein.it.contract;

import dev.skein.it.contract.support.CallOutcome;
import dev.skein.it.contract.support.CallSpec;
import dev.skein.testkit.contract.CallResult;
import dev.skein.testkit.contract.ClientCall;
import dev.skein.testkit.contract.ClientSubject;
import dev.skein.testkit.contract.ContractSetup;
import dev.skein.testkit.contract.Deviation;
import dev.skein.testkit.contract.HttpClientContract;
import dev.skein.testkit.contract.Subject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every client of every service of a framework, a real process, to the contract of what
 * traces calls. Most of the time is spent waiting, so frameworks run side by side.
 */
abstract class ClientContract {
  private final List<Service> services;

  ClientContract(List<Service> services) {
    this.services = services;
  }

  @TestFactory
  Stream<DynamicNode> clients() {
    return services.stream()
        .flatMap(
            service ->
                service.clients().stream()
                    .map(client -> new ServiceContract(service, client))
                    .map(
                        contract ->
                            DynamicContainer.dynamicContainer(
                                contract.subject().toString(), contract.contract())));
  }

  private static final class ServiceContract extends HttpClientContract {
    private final Service service;
    private final String client;

    ServiceContract(Service service, String client) {
      this.service = service;
      this.client = client;
    }

    @Override
    protected Subject subject() {
      return new Subject(service.framework() + " " + client, service.version());
    }

    @Override
    protected ClientSubject start(ContractSetup setup) throws Exception {
      return new ServiceCalls(
          new ServiceClient(ServiceProcess.start(service, setup.environment())), client);
    }

    @Override
    protected List<Deviation> deviations() {
      return service.deviations().client(client);
    }
  }

  /** One of a service's clients. */
  private record ServiceCalls(ServiceClient service, String client) implements ClientSubject {
    @Override
    public CallResult call(ClientCall call) throws IOException, InterruptedException {
      CallSpec spec =
          new CallSpec(
              client,
              call.method(),
              call.url(),
              call.headers(),
              call.body(),
              call.timeout(),
              call.cancelSignal(),
              call.followRedirects(),
              call.http2());
      HttpResponse<String> answer =
          service.send("POST", "/call", BodyPublishers.ofString(spec.toString()), call.caller());
      if (answer.statusCode() != 200) {
        throw new IOException("POST /call: " + answer.statusCode() + " " + answer.body());
      }
      CallOutcome outcome = CallOutcome.parse(answer.body());
      return new CallResult(outcome.status(), outcome.bodyBytes(), outcome.error());
    }

    @Override
    public void close() throws InterruptedException {
      service.close();
    }
  }
}
