package dev.skein.it.contract;

import dev.skein.testkit.contract.Deviation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** OkHttp, on every supported line: one jar, with two class paths. */
final class OkHttpServices {
  private static final List<String> CLIENTS = List.of("execute", "enqueue");
  private static final String MAIN_CLASS = "dev.skein.it.contract.okhttp.OkHttpApp";

  private static final Deviation HOPS =
      Deviation.unsupported(
          "OkHttp is a client: it has no workers, event loops or reactive streams.",
          "workers and event loops",
          "reactive streams");

  private static final Deviations DEVIATIONS =
      new Deviations(
          List.of(),
          Map.of(),
          Stream.concat(Stream.of(HOPS), Deviations.ofThisJava().stream()).toList());

  static final List<Service> ALL =
      List.of(
          service("4.12.0", "-jar", jar().toString()),
          service("5.5.1", "-cp", libraries(), MAIN_CLASS));

  private OkHttpServices() {}

  private static Service service(String version, String... launch) {
    return new Service("OkHttp", version, Service.thisJava(), List.of(launch), CLIENTS, DEVIATIONS);
  }

  private static Path jar() {
    String name = "skein-it-contract-okhttp-" + Service.buildVersion() + ".jar";
    return Service.apps().resolve("okhttp-app/target").resolve(name);
  }

  private static String libraries() {
    return Service.apps().resolve("okhttp5-app/target/lib/*").toString();
  }
}
