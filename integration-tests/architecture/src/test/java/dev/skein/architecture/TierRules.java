package dev.skein.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the three tiers, for the packages under one root: Skein's own, or a fixture's that
 * breaks them.
 *
 * <p>A rule may find nothing to check (a package without classes): that every part is there at all
 * is a test of its own.
 */
final class TierRules {

  /** What the core may use besides itself. JSpecify's annotations leave no jar behind. */
  private static final List<String> JDK =
      List.of("java..", "javax.net..", "javax.security..", "org.jspecify.annotations..");

  /** Everything outside the core, by package below the root. */
  private static final List<String> MODULES =
      List.of("okhttp", "vertx", "micronaut", "quarkus", "interop", "testkit", "viewer");

  /** The one adapter that may build on another. */
  private static final Set<String> MAY_USE_VERTX = Set.of("quarkus");

  /** The parts of the viewer, each with those of its parts that it may use. */
  private static final Map<String, Set<String>> VIEWER =
      Map.of(
          "text", Set.of(),
          "store", Set.of(),
          "ingest", Set.of("text", "store"),
          "analysis", Set.of("store"),
          "http", Set.of("store", "ingest", "analysis"));

  private final String root;

  TierRules(String root) {
    this.root = root;
  }

  /** Every package belongs to a known part, so that none escapes the other rules. */
  ArchRule everyPackageHasItsPlace() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should()
        .resideInAnyPackage(concat(core(), MODULES.stream().map(this::module)))
        .allowEmptyShould(true);
  }

  ArchRule coreUsesOnlyTheJdk() {
    return classes()
        .that()
        .resideInAnyPackage(core())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(concat(core(), JDK.stream()))
        .allowEmptyShould(true);
  }

  ArchRule coreDoesNotKnowHttp() {
    return noClasses()
        .that()
        .resideInAnyPackage(root, module("propagation"), module("export"), module("internal"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(module("http"))
        .allowEmptyShould(true);
  }

  ArchRule exportAndPropagationDoNotKnowEachOther() {
    return CompositeArchRule.of(
            List.of(independent("export", "propagation"), independent("propagation", "export")))
        .allowEmptyShould(true);
  }

  ArchRule modulesUseTheCoreOnly() {
    return CompositeArchRule.of(MODULES.stream().map(this::usesTheCoreOnly).toList())
        .allowEmptyShould(true);
  }

  ArchRule quarkusRuntimeDoesNotKnowDeployment() {
    return independent("quarkus.runtime", "quarkus.deployment");
  }

  /** What keeps and explains traces knows neither a server nor a command line. */
  ArchRule viewerPartsKnowWhatIsBelow() {
    return CompositeArchRule.of(
            VIEWER.entrySet().stream()
                .flatMap(
                    part ->
                        Stream.of("text", "store", "ingest", "analysis", "http", "terminal")
                            .filter(other -> !other.equals(part.getKey()))
                            .filter(other -> !part.getValue().contains(other))
                            .map(
                                other -> independent("viewer." + part.getKey(), "viewer." + other)))
                .toList())
        .allowEmptyShould(true);
  }

  /** Whoever embeds the store or the analysis need not have Vert.x. */
  ArchRule viewerKnowsVertxInItsServerOnly() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            module("viewer.text"),
            module("viewer.store"),
            module("viewer.ingest"),
            module("viewer.analysis"),
            module("viewer.terminal"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .allowEmptyShould(true);
  }

  ArchRule internalsStayInTheirModule() {
    return CompositeArchRule.of(MODULES.stream().map(this::leavesOthersInternalsAlone).toList())
        .allowEmptyShould(true);
  }

  ArchRule publicTypesAreNullMarked() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should(resideInANullMarkedPackage())
        .allowEmptyShould(true);
  }

  private ArchRule usesTheCoreOnly(String module) {
    String[] others =
        MODULES.stream()
            .filter(other -> !other.equals(module))
            .filter(other -> !(other.equals("vertx") && MAY_USE_VERTX.contains(module)))
            .map(this::module)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(module(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true);
  }

  private ArchRule leavesOthersInternalsAlone(String module) {
    return noClasses()
        .that()
        .resideInAPackage(module(module))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(root + ".internal..", root + "..internal..")
                .and(resideOutsideOfPackage(module(module))))
        .allowEmptyShould(true);
  }

  private ArchRule independent(String from, String to) {
    return noClasses()
        .that()
        .resideInAPackage(module(from))
        .should()
        .dependOnClassesThat(resideInAPackage(module(to)))
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type,
                type.getPackage().isAnnotatedWith(NullMarked.class),
                "package of " + type.getName()));
      }
    };
  }

  private String[] core() {
    return new String[] {
      root, module("propagation"), module("http"), module("export"), module("internal")
    };
  }

  private String module(String name) {
    return root + "." + name + "..";
  }

  private static String[] concat(String[] first, Stream<String> second) {
    return Stream.concat(Stream.of(first), second).toArray(String[]::new);
  }
}
