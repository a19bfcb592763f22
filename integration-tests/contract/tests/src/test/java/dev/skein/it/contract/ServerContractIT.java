package dev.skein.it.contract;

import dev.skein.testkit.contract.ContractSetup;
import dev.skein.testkit.contract.ContractSubject;
import dev.skein.testkit.contract.Deviation;
import dev.skein.testkit.contract.HttpServerContract;
import dev.skein.testkit.contract.Subject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Holds every service, a real process, to the contract of what traces received requests. */
@Isolated
class ServerContractIT {
  @TestFactory
  Stream<DynamicNode> services() {
    return Services.SERVERS.stream()
        .map(
            service ->
                DynamicContainer.dynamicContainer(
                    service.toString(), new ServiceContract(service).contract()));
  }

  private static final class ServiceContract extends HttpServerContract {
    private final Service service;

    ServiceContract(Service service) {
      this.service = service;
    }

    @Override
    protected Subject subject() {
      return service.subject();
    }

    @Override
    protected ContractSubject start(ContractSetup setup) throws Exception {
      return ServiceProcess.start(service, setup.environment());
    }

    @Override
    protected List<Deviation> deviations() {
      return service.deviations().server();
    }
  }
}
