package dev.skein.quarkus.deployment;

import dev.skein.Span;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.Set;
import org.jboss.jandex.DotName;

/**
 * Refuses a mistake that would be silent: the current span injected into a bean that outlives it.
 */
final class CurrentSpanValidator {
  private static final DotName SPAN = DotName.createSimple(Span.class.getName());
  private static final Set<DotName> SHORT_LIVED =
      Set.of(
          DotName.createSimple(RequestScoped.class.getName()),
          DotName.createSimple(Dependent.class.getName()));

  @BuildStep
  void validate(ValidationPhaseBuildItem phase, BuildProducer<ValidationErrorBuildItem> errors) {
    for (BeanInfo bean : phase.getContext().beans()) {
      if (SHORT_LIVED.contains(bean.getScope().getDotName())) {
        continue;
      }
      for (InjectionPointInfo injection : bean.getAllInjectionPoints()) {
        if (injection.getType().name().equals(SPAN)) {
          errors.produce(
              new ValidationErrorBuildItem(
                  new DefinitionException(
                      injection.getTargetInfo()
                          + " is injected once, into a bean that serves many requests"
                          + " (@"
                          + bean.getScope().getDotName().withoutPackagePrefix()
                          + "), and would keep the span of that moment: inject Provider<Span>, or"
                          + " Tracer and call currentSpan(), or make the bean @RequestScoped")));
        }
      }
    }
  }
}
