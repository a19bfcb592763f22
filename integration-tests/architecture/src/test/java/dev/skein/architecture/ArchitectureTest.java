package dev.skein.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Skein's own classes, as they are shipped, keep the rules of the tiers. */
class ArchitectureTest {

  private static final JavaClasses SKEIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.skein");

  private final TierRules rules = new TierRules("dev.skein");

  @Test
  void everyPart_isChecked() {
    assertThat(SKEIN.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.skein",
            "dev.skein.propagation",
            "dev.skein.http",
            "dev.skein.export",
            "dev.skein.okhttp",
            "dev.skein.vertx",
            "dev.skein.micronaut",
            "dev.skein.quarkus.runtime",
            "dev.skein.quarkus.deployment",
            "dev.skein.interop",
            "dev.skein.testkit",
            "dev.skein.viewer",
            "dev.skein.viewer.store",
            "dev.skein.viewer.ingest",
            "dev.skein.viewer.analysis",
            "dev.skein.viewer.http",
            "dev.skein.viewer.terminal");
  }

  @Test
  void package_hasItsPlace() {
    rules.everyPackageHasItsPlace().check(SKEIN);
  }

  @Test
  void core_usesOnlyTheJdk() {
    rules.coreUsesOnlyTheJdk().check(SKEIN);
  }

  @Test
  void core_doesNotKnowHttp() {
    rules.coreDoesNotKnowHttp().check(SKEIN);
  }

  @Test
  void exportAndPropagation_doNotKnowEachOther() {
    rules.exportAndPropagationDoNotKnowEachOther().check(SKEIN);
  }

  @Test
  void module_usesTheCoreOnly() {
    rules.modulesUseTheCoreOnly().check(SKEIN);
  }

  @Test
  void quarkusRuntime_doesNotKnowDeployment() {
    rules.quarkusRuntimeDoesNotKnowDeployment().check(SKEIN);
  }

  @Test
  void viewersParts_knowWhatIsBelow() {
    rules.viewerPartsKnowWhatIsBelow().check(SKEIN);
  }

  @Test
  void viewer_knowsVertxInItsServerOnly() {
    rules.viewerKnowsVertxInItsServerOnly().check(SKEIN);
  }

  @Test
  void internals_stayInTheirModule() {
    rules.internalsStayInTheirModule().check(SKEIN);
  }

  @Test
  void publicType_isNullMarked() {
    rules.publicTypesAreNullMarked().check(SKEIN);
  }
}
