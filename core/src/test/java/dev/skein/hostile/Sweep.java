package dev.skein.hostile;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods with every hostile argument there is, each of them beside any others, by threads
 * that are interrupted and by threads that are not, and keeps what they did that they must not do.
 */
final class Sweep {
  private static final int TRIES_PER_ARGUMENT = 2;

  private final Values values;
  private final Set<String> mayRefuse;
  private final Set<String> mayPassOn;
  private final Random random = new Random(20261123);

  final Set<String> violations = new TreeSet<>();
  final Set<String> refused = new TreeSet<>();
  final Set<String> passedOn = new TreeSet<>();
  final Set<String> swept = new TreeSet<>();
  long calls;

  /**
   * Creates a sweep.
   *
   * @param mayRefuse what may throw a NullPointerException or an IllegalArgumentException
   * @param mayPassOn what may throw what an object of the application has thrown
   */
  Sweep(Values values, Set<String> mayRefuse, Set<String> mayPassOn) {
    this.values = values;
    this.mayRefuse = mayRefuse;
    this.mayPassOn = mayPassOn;
  }

  /** The public methods and constructors that a type declares itself. */
  static List<Executable> members(Class<?> type) {
    List<Executable> members = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      boolean ofEnum =
          type.isEnum()
              && (method.getName().equals("valueOf") || method.getName().equals("values"));
      boolean called = !Modifier.isAbstract(method.getModifiers()) || !type.isInterface();
      if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !ofEnum && called) {
        members.add(method);
      }
    }
    members.addAll(Arrays.asList(type.getConstructors()));
    members.sort((a, b) -> a.toString().compareTo(b.toString()));
    return members;
  }

  static String name(Executable member) {
    String type = member.getDeclaringClass().getName().replaceFirst(".*[.]", "").replace('$', '.');
    if (member instanceof Constructor) {
      return type + ".new"; // of records, which get more components from time to time
    }
    String types =
        Arrays.stream(member.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(","));
    return type + "." + member.getName() + "(" + types + ")";
  }

  void sweep(Class<?> type) {
    for (Executable member : members(type)) {
      List<Supplier<?>> receivers =
          Modifier.isStatic(member.getModifiers()) || member instanceof Constructor
              ? List.of(() -> null)
              : values.receivers(type);
      if (receivers.isEmpty()) {
        violations.add(name(member) + ": nothing of that type to call it on");
      }
      for (Supplier<?> receiver : receivers) {
        sweep(member, receiver);
      }
    }
  }

  void sweep(Executable member, Supplier<?> receiver) {
    swept.add(name(member));
    Class<?>[] types = member.getParameterTypes();
    if (types.length == 0) {
      call(member, receiver.get(), new Object[0], false);
      call(member, receiver.get(), new Object[0], true);
    }
    for (Class<?> type : types) {
      if (values.arguments(type, member.getDeclaringClass()).isEmpty()) {
        violations.add(name(member) + ": no hostile " + type.getName());
        return;
      }
    }
    for (int i = 0; i < types.length; i++) {
      List<Supplier<?>> arguments = values.arguments(types[i], member.getDeclaringClass());
      for (Supplier<?> argument : arguments) {
        for (int attempt = 0; attempt < TRIES_PER_ARGUMENT; attempt++) {
          Object[] all = new Object[types.length];
          for (int j = 0; j < types.length; j++) {
            List<Supplier<?>> any = values.arguments(types[j], member.getDeclaringClass());
            all[j] = (j == i ? argument : any.get(random.nextInt(any.size()))).get();
          }
          call(member, receiver.get(), all, attempt == 1);
        }
      }
    }
  }

  private void call(
      Executable member, @Nullable Object receiver, @Nullable Object[] arguments, boolean stop) {
    calls++;
    if (stop) {
      Thread.currentThread().interrupt();
    }
    try {
      if (member instanceof Method method) {
        check(method, method.invoke(receiver, arguments));
      } else {
        ((Constructor<?>) member).newInstance(arguments);
      }
    } catch (InvocationTargetException e) {
      judge(member, arguments, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(name(member), e);
    } finally {
      if (Thread.interrupted() != stop) {
        violations.add(name(member) + ": the thread's interrupt " + (stop ? "is lost" : "is new"));
      }
    }
  }

  private void check(Method method, @Nullable Object result) {
    boolean mayBeNull =
        method.getReturnType().isPrimitive()
            || method.getReturnType() == void.class
            || method.getReturnType() == Object.class
            || method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
            || method.getDeclaringClass().isRecord();
    if (result == null && !mayBeNull) {
      violations.add(name(method) + ": returned null");
    }
  }

  private void judge(Executable member, @Nullable Object[] arguments, Throwable thrown) {
    String name = name(member);
    for (Class<?> declared : member.getExceptionTypes()) {
      if (declared.isInstance(thrown)) {
        return;
      }
    }
    if (thrown instanceof Hostile.Thrown && mayPassOn.contains(name)) {
      passedOn.add(name);
      return;
    }
    boolean refusal =
        thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException;
    if (!refusal || !mayRefuse.contains(name)) {
      violations.add(name + ": threw " + thrown.getClass().getName() + at(thrown));
    } else if (member instanceof Method
        && Arrays.asList(arguments).contains(null)
        && (thrown.getMessage() == null || thrown.getMessage().startsWith("Cannot "))) {
      violations.add(name + ": refuses without saying what: " + thrown.getMessage() + at(thrown));
    } else {
      refused.add(name);
    }
  }

  private static String at(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    for (StackTraceElement frame : frames == null ? new StackTraceElement[0] : frames) {
      if (frame.getClassName().startsWith("dev.skein")
          && !frame.getClassName().startsWith("dev.skein.hostile")) {
        return " at " + frame;
      }
    }
    return "";
  }
}
