package dev.skein.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jazzer in a process of its own: it can fuzz one function per process, and counts the branches of
 * the library's classes while it does.
 */
final class Fuzzer {
  /** Longer than any input takes, on any machine: what takes longer does not end. */
  private static final int INPUT_SECONDS = 120;

  private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";

  private static final int STARTING_MINUTES = 10;
  private static final int MERGING_SECONDS = 600;

  /** What is kept can be read by people. */
  private static final int MAX_LENGTH = 200;

  private static final int MAX_KEPT = 60;

  /** More than a trace of calls has. */
  private static final int MAX_LINES = 200;

  private final Path directory;
  private final List<String> options = new ArrayList<>();

  /** A fuzzer that leaves everything it finds in a directory. */
  Fuzzer(Path directory) {
    this.directory = directory;
  }

  /** What came of it. */
  record Result(int exitCode, Map<String, Long> runs, String output) {
    /** Jazzer found an input that makes a target throw. */
    boolean found() {
      return exitCode == 77;
    }

    /**
     * What the fuzzer says last, which is the finding, the way to it and the input: without the
     * thousands of lines about its progress, so that it is seen where output is cut.
     */
    String conclusion() {
      return output
          .lines()
          .filter(line -> !line.startsWith("INFO: ") && !line.startsWith("#"))
          .filter(line -> !line.startsWith("stat::") && !line.endsWith(" # Uses: 0"))
          .limit(MAX_LINES)
          .collect(Collectors.joining(System.lineSeparator()));
    }
  }

  /** Adds an option of libFuzzer's. */
  Fuzzer option(String name, long value) {
    options.add("-" + name + "=" + value);
    return this;
  }

  /** Fuzzes a class with arguments, with the inputs that are in the directory's seeds. */
  Result run(Class<?> target, List<String> arguments, long seconds)
      throws IOException, InterruptedException {
    options.add("-max_total_time=" + seconds);
    return run(target, arguments, seconds, List.of("found", "seeds"));
  }

  /** The fewest of the inputs that were found which reach what the seeds do not. */
  List<byte[]> worthKeeping(Class<?> target, List<String> arguments)
      throws IOException, InterruptedException {
    option("merge", 1);
    run(target, arguments, MERGING_SECONDS, List.of("kept", "seeds", "found"));
    Set<ByteBuffer> known = new HashSet<>();
    for (byte[] seed : contents(directory.resolve("seeds"))) {
      known.add(ByteBuffer.wrap(seed));
    }
    List<byte[]> kept = contents(directory.resolve("kept"));
    return kept.stream()
        .filter(input -> input.length <= MAX_LENGTH && !known.contains(ByteBuffer.wrap(input)))
        .sorted(Comparator.comparingInt(input -> input.length))
        .limit(MAX_KEPT)
        .toList();
  }

  private static List<byte[]> contents(Path directory) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private Result run(
      Class<?> target, List<String> arguments, long seconds, List<String> directories)
      throws IOException, InterruptedException {
    for (String name : directories) {
      Files.createDirectories(directory.resolve(name));
    }
    Path log = directory.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "-Xss1m", "-XX:+UseSerialGC", "-Dfuzz.allocation-factor=32"));
    // a few seconds are over before the second compiler has paid
    command.addAll(seconds < 60 ? List.of("-XX:TieredStopAtLevel=1") : List.of());
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", classPath())));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--target_args=" + String.join(" ", arguments));
    command.add("--instrumentation_includes=dev.skein.**");
    command.add("--instrumentation_excludes=dev.skein.fuzz.**:" + targets());
    // their guidance is for regular expressions, which only the targets have
    command.add(
        "--disabled_hooks=" + SANITIZERS + "RegexInjection:" + SANITIZERS + "RegexRoadblocks");
    command.add("--reproducer_path=" + directory);
    command.add("-artifact_prefix=" + directory + "/");
    command.add("-timeout=" + INPUT_SECONDS);
    command.add("-rss_limit_mb=4096");
    command.addAll(options);
    directories.forEach(name -> command.add(directory.resolve(name).toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(seconds + STARTING_MINUTES * 60L, TimeUnit.SECONDS)) {
        throw new AssertionError("the fuzzer does not end: " + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(log);
    return new Result(process.exitValue(), runs(output), output);
  }

  private static String targets() {
    return Targets.names().stream()
        .map(name -> Targets.type(name).getName())
        .collect(Collectors.joining(":"));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static Map<String, Long> runs(String output) {
    Map<String, Long> runs = new TreeMap<>();
    output
        .lines()
        .filter(line -> line.startsWith(GroupFuzz.RUNS))
        .map(line -> line.substring(GroupFuzz.RUNS.length()).split(" "))
        .forEach(words -> runs.put(words[0], Long.parseLong(words[1])));
    return runs;
  }

  /** Removes what an earlier run has left. */
  static Path emptied(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(directory).toAbsolutePath();
  }
}
