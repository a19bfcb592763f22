package dev.skein.quarkus.test;

import dev.skein.Skein;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Part of an application that {@link ReloadTest} has reloaded. Tells it of what must be gone after
 * the next reload; by classes of the JDK, as the test is of another class loader.
 */
@Path("/generation")
public class GenerationResource {
  static final String QUEUE = "dev.skein.generations";

  @Inject Skein skein;

  @GET
  @SuppressWarnings("unchecked") // the test has put it there
  public String get() {
    Queue<Object> generations = (Queue<Object>) System.getProperties().get(QUEUE);
    Supplier<Map<String, Object>> health = () -> skein.health().details();
    generations.add(new WeakReference<>(skein));
    generations.add(new WeakReference<>(getClass().getClassLoader()));
    generations.add(health);
    return "ok";
  }
}
