package dev.skein.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * Sees the 500 that the framework sends when a response passed all filters and then cannot be
 * written, for example because its body cannot be turned into JSON.
 *
 * <p>Only the framework's own processor is wrapped: the application may ask for its own by class.
 */
@Singleton
@Requires(classes = ErrorResponseProcessor.class)
@Requires(condition = TracingEnabled.class)
@SuppressWarnings("rawtypes") // the framework's own processor is one of nothing in particular
final class ErrorResponseListener implements BeanCreatedEventListener<ErrorResponseProcessor> {

  @Override
  public ErrorResponseProcessor onCreated(BeanCreatedEvent<ErrorResponseProcessor> event) {
    ErrorResponseProcessor processor = event.getBean();
    return processor.getClass().getPackage().equals(ErrorResponseProcessor.class.getPackage())
        ? new Watched(processor)
        : processor;
  }

  private record Watched(ErrorResponseProcessor<?> processor)
      implements ErrorResponseProcessor<Object> {

    @Override
    @SuppressWarnings("unchecked") // whatever the processor makes is passed on as it is
    public MutableHttpResponse<Object> processResponse(
        ErrorContext context, MutableHttpResponse<?> baseResponse) {
      MutableHttpResponse<?> response = processor.processResponse(context, baseResponse);
      try {
        HttpRequest<?> request = context.getRequest();
        ServerExchange exchange = ServerExchange.of(request);
        if (exchange != null) {
          exchange.replaced(response.code(), context.getRootCause().orElse(null));
        }
      } catch (Exception | LinkageError e) {
        Guard.report("The look at an error response", e);
      }
      return (MutableHttpResponse<Object>) response;
    }
  }
}
