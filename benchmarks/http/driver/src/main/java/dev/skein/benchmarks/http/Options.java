package dev.skein.benchmarks.http;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and how long.
 *
 * @param http the folder {@code benchmarks/http}
 * @param java the JVM's executable
 * @param frameworks in this order
 * @param subjects of each framework, in the order of their rounds
 * @param path of the requests
 * @param traceparent whether requests have one
 * @param forks how often each application is started anew
 * @param rounds of each fork
 * @param seconds of each round
 * @param warmUps at most, of two seconds each
 * @param recordings the folder for flight recordings; null for none
 * @param results the folder for results; null for none
 */
record Options(
    Path http,
    Path java,
    List<Framework> frameworks,
    List<Subject> subjects,
    String path,
    boolean traceparent,
    int forks,
    int rounds,
    int seconds,
    int warmUps,
    @Nullable Path recordings,
    @Nullable Path results) {

  static Options parse(String[] args) {
    Arguments arguments = new Arguments(args);
    Path http = Path.of(arguments.text("--http", "benchmarks/http"));
    Path java = Path.of(arguments.text("--java", System.getProperty("java.home") + "/bin/java"));
    String recordings = arguments.text("--jfr", "");
    String results = arguments.text("--results", "");
    Options options =
        new Options(
            http,
            java,
            Arrays.stream(arguments.text("--frameworks", "vertx,quarkus,micronaut").split(","))
                .map(name -> Framework.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList(),
            Arrays.stream(arguments.text("--subjects", "bare,skein,peer").split(","))
                .map(Subject::parse)
                .toList(),
            arguments.text("--path", "/items/42"),
            !arguments.flag("--no-traceparent"),
            arguments.number("--forks", 1),
            arguments.number("--rounds", 5),
            arguments.number("--seconds", 2),
            arguments.number("--warm-ups", 8),
            recordings.isEmpty() ? null : Path.of(recordings).toAbsolutePath(),
            results.isEmpty() ? null : Path.of(results));
    arguments.end();
    return options;
  }
}
