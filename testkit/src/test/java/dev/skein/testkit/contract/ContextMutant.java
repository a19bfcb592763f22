package dev.skein.testkit.contract;

import dev.skein.Context;
import dev.skein.Scope;
import dev.skein.Skein;
import dev.skein.SpanKind;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Hops that are taken wrongly in one way, as frameworks and their adapters do. */
record ContextMutant(String name, Function<Skein, ReferenceHops> hops) {
  static final List<ContextMutant> ALL =
      List.of(
          new ContextMutant("context that stays behind", Left::new),
          new ContextMutant("context that a thread keeps", Sticky::new),
          new ContextMutant("context of the first task", Shared::new),
          new ContextMutant("trace without baggage", NoBaggage::new),
          new ContextMutant("nothing in the hop", Nowhere::new),
          new ContextMutant("nothing after the hop", Forgetting::new),
          new ContextMutant("child of the hop afterwards", Nested::new),
          new ContextMutant("outer scope that wins", Outer::new),
          new ContextMutant("spans of requests that are not sampled", Eager::new),
          new ContextMutant("one span too many", Twice::new));

  /** No thread is told whose task it runs. */
  private static final class Left extends ReferenceHops {
    Left(Skein skein) {
      super(skein);
    }

    @Override
    <T> Callable<T> carried(Callable<T> task) {
      return task;
    }
  }

  /** A scope in a thread of a pool is never closed, and what is current is not replaced. */
  private static final class Sticky extends ReferenceHops {
    Sticky(Skein skein) {
      super(skein);
    }

    @Override
    <T> Callable<T> carried(Callable<T> task) {
      Context captured = tracer.currentContext();
      return () -> {
        if (!tracer.currentContext().spanContext().isValid()) {
          Scope leaked = tracer.attach(captured);
        }
        return task.call();
      };
    }
  }

  /** The first request's context is everybody's. */
  private static final class Shared extends ReferenceHops {
    private volatile Context first = Context.root();

    Shared(Skein skein) {
      super(skein);
    }

    @Override
    <T> Callable<T> carried(Callable<T> task) {
      if (!first.spanContext().isValid()) {
        first = tracer.currentContext();
      }
      return () -> {
        try (Scope scope = tracer.attach(first)) {
          return task.call();
        }
      };
    }
  }

  private static final class NoBaggage extends ReferenceHops {
    NoBaggage(Skein skein) {
      super(skein);
    }

    @Override
    String inside(String hop) {
      Context current = tracer.currentContext();
      try (Scope scope = tracer.attach(current.with(current.baggage().remove("customer")))) {
        return super.inside(hop);
      }
    }
  }

  private static final class Nowhere extends ReferenceHops {
    Nowhere(Skein skein) {
      super(skein);
    }

    @Override
    String inside(String hop) {
      try (Scope scope = tracer.attach(Context.root())) {
        return super.inside(hop);
      }
    }
  }

  private static final class Forgetting extends ReferenceHops {
    Forgetting(Skein skein) {
      super(skein);
    }

    @Override
    String after(String hop) {
      try (Scope scope = tracer.attach(Context.root())) {
        return super.after(hop);
      }
    }
  }

  private static final class Nested extends ReferenceHops {
    Nested(Skein skein) {
      super(skein);
    }

    @Override
    String after(String hop) {
      var span = tracer.startSpan("hop");
      try (Scope scope = span.makeCurrent()) {
        return super.after(hop);
      } finally {
        span.end();
      }
    }
  }

  /** A scope that is closed late brings back what it replaced. */
  private static final class Outer extends ReferenceHops {
    Outer(Skein skein) {
      super(skein);
    }

    @Override
    String after(String hop) {
      Context current = tracer.currentContext();
      Context replaced = current.with(current.baggage().put("customer", "nobody"));
      try (Scope scope = tracer.attach(hop.contains("scope") ? replaced : current)) {
        return super.after(hop);
      }
    }
  }

  private static final class Eager extends ReferenceHops {
    Eager(Skein skein) {
      super(skein);
    }

    @Override
    String after(String hop) {
      if (!tracer.currentSpan().isSampled()) {
        tracer.startSpan("new", SpanKind.INTERNAL, Context.root()).end();
      }
      return super.after(hop);
    }
  }

  private static final class Twice extends ReferenceHops {
    Twice(Skein skein) {
      super(skein);
    }

    @Override
    String inside(String hop) {
      super.inside(hop);
      return super.inside(hop);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
