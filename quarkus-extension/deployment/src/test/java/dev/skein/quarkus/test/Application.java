package dev.skein.quarkus.test;

import io.quarkus.test.QuarkusUnitTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;

/** Applications under test. */
final class Application {
  private Application() {}

  /** An application of some classes, on a free port, with a {@link Recording}. */
  static QuarkusUnitTest of(Class<?>... classes) {
    return of(new String[0], classes);
  }

  /**
   * The same with files.
   *
   * @param files path, content, path, content ...
   */
  static QuarkusUnitTest of(String[] files, Class<?>... classes) {
    return new QuarkusUnitTest()
        .withApplicationRoot(
            jar -> {
              jar.addClasses(classes)
                  .addClasses(Application.class, ClosedPort.class, Http.class, Recording.class);
              for (int i = 0; i < files.length; i += 2) {
                jar.addAsResource(new StringAsset(files[i + 1]), files[i]);
              }
            })
        .overrideConfigKey("quarkus.http.test-port", "0")
        .overrideConfigKey("quarkus.skein.service-name", "shop")
        .overrideConfigKey("quarkus.skein.export-delay", "10ms");
  }
}
