package dev.skein.benchmarks.http;

import dev.skein.benchmarks.Arguments;
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
 * @param request that is repeated
 * @param forks how often each application is started anew
 * @param rounds of each fork
 * @param seconds of each round
 * @param warmUps at most, of two seconds each
 * @param recordings the folder for flight recordings; null for none
 * @param suites {@code http}, {@code startup}
 * @param starts of each application, in the suite {@code startup}
 * @param results the folder for results
 */
record Options(
    Path http,
    Path java,
    List<Framework> frameworks,
    List<Subject> subjects,
    Wrk.Request request,
    int forks,
    int rounds,
    int seconds,
    int warmUps,
    @Nullable Path recordings,
    List<String> suites,
    int starts,
    Path results) {

  static Options parse(String[] args) {
    Arguments arguments = new Arguments(args);
    Path http = Path.of(arguments.text("--http", "benchmarks/http"));
    Path java = Path.of(arguments.text("--java", System.getProperty("java.home") + "/bin/java"));
    String recordings = arguments.text("--jfr", "");
    String results = arguments.text("--results", http.resolve("target/results").toString());
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
            new Wrk.Request(
                arguments.text("--path", "/items/42"),
                !arguments.flag("--no-traceparent"),
                arguments.number("--connections", 16)),
            arguments.number("--forks", 1),
            arguments.number("--rounds", 5),
            arguments.number("--seconds", 2),
            arguments.number("--warm-ups", 15),
            recordings.isEmpty() ? null : Path.of(recordings).toAbsolutePath(),
            List.of(arguments.text("--suites", "http").split(",")),
            arguments.number("--starts", 5),
            Path.of(results));
    arguments.end();
    return options;
  }
}
