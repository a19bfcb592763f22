package dev.skein.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule reports the class that breaks it, and none that does not. */
class TierRulesTest {

  private static final String ROOT = "dev.skein.architecture.fixture";

  /** The first class that a violation names is the one to blame. */
  private static final Pattern BLAMED = Pattern.compile("\\.fixture\\.([\\w.]*?[A-Z]\\w*)");

  private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);

  private final TierRules rules = new TierRules(ROOT);

  @Test
  void everyPackageHasItsPlace_unknownPackage() {
    assertThat(blamedBy(rules.everyPackageHasItsPlace())).containsOnly("stray.Api");
  }

  @Test
  void coreUsesOnlyTheJdk_library() {
    assertThat(blamedBy(rules.coreUsesOnlyTheJdk())).containsOnly("http.UsesLibrary");
  }

  @Test
  void coreDoesNotKnowHttp_everyOtherCorePackage() {
    assertThat(blamedBy(rules.coreDoesNotKnowHttp()))
        .containsOnly("UsesHttp", "propagation.UsesHttp", "export.UsesHttp", "internal.UsesHttp");
  }

  @Test
  void exportAndPropagationDoNotKnowEachOther_bothWays() {
    assertThat(blamedBy(rules.exportAndPropagationDoNotKnowEachOther()))
        .containsOnly("export.UsesPropagation", "propagation.UsesExport");
  }

  @Test
  void modulesUseTheCoreOnly_otherModule() {
    assertThat(blamedBy(rules.modulesUseTheCoreOnly()))
        .containsOnly(
            "okhttp.UsesVertx", "vertx.UsesQuarkus", "micronaut.UsesTestkit", "interop.UsesVertx");
  }

  @Test
  void quarkusRuntimeDoesNotKnowDeployment_buildStep() {
    assertThat(blamedBy(rules.quarkusRuntimeDoesNotKnowDeployment()))
        .containsOnly("quarkus.runtime.UsesDeployment");
  }

  @Test
  void viewerPartsKnowWhatIsBelow_partAbove() {
    assertThat(blamedBy(rules.viewerPartsKnowWhatIsBelow()))
        .containsOnly("viewer.store.UsesAnalysis", "viewer.analysis.UsesTerminal");
  }

  @Test
  void internalsStayInTheirModule_coreAndAdapterInternals() {
    assertThat(blamedBy(rules.internalsStayInTheirModule()))
        .containsOnly(
            "testkit.UsesInternal", "interop.UsesInternal", "quarkus.runtime.UsesVertxInternal");
  }

  @Test
  void publicTypesAreNullMarked_packageWithoutIt() {
    assertThat(blamedBy(rules.publicTypesAreNullMarked())).containsOnly("stray.Api");
  }

  private static Stream<String> blamedBy(ArchRule rule) {
    return rule.evaluate(FIXTURE).getFailureReport().getDetails().stream()
        .map(
            violation ->
                BLAMED
                    .matcher(violation)
                    .results()
                    .findFirst()
                    .map(MatchResult::group)
                    .map(name -> name.substring(".fixture.".length()))
                    .orElse(violation));
  }
}
