package dev.skein.it.contract;

import dev.skein.testkit.contract.ContextContract;
import dev.skein.testkit.contract.ContextSubject;
import dev.skein.testkit.contract.ContractSetup;
import dev.skein.testkit.contract.Deviation;
import dev.skein.testkit.contract.HopResult;
import dev.skein.testkit.contract.Subject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Holds every service, a real process, to the contract of the current context. */
@Isolated
class ContextContractIT {
  @TestFactory
  Stream<DynamicNode> services() {
    return Services.ALL.stream()
        .map(
            service ->
                DynamicContainer.dynamicContainer(
                    service.toString(), new ServiceContract(service).contract()));
  }

  private static final class ServiceContract extends ContextContract {
    private final Service service;

    ServiceContract(Service service) {
      this.service = service;
    }

    @Override
    protected Subject subject() {
      return service.subject();
    }

    @Override
    protected ContextSubject start(ContractSetup setup) throws Exception {
      return new ServiceHops(new ServiceClient(ServiceProcess.start(service, setup.environment())));
    }

    @Override
    protected List<Deviation> deviations() {
      return service.deviations().context();
    }
  }

  private record ServiceHops(ServiceClient service) implements ContextSubject {
    @Override
    public HopResult run(String hop, Map<String, String> caller)
        throws IOException, InterruptedException {
      HttpResponse<String> answer =
          service.send("GET", "/context/" + hop, BodyPublishers.noBody(), caller);
      // two lines: split() keeps the empty ones, of no baggage
      String[] seen = answer.body().split("\n", -1);
      return answer.statusCode() == 200 && seen.length >= 2
          ? new HopResult(200, seen[0].strip(), seen[1].strip())
          : new HopResult(answer.statusCode(), "", "");
    }

    @Override
    public void close() throws InterruptedException {
      service.close();
    }
  }
}
