package dev.skein.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of each case of one contract and one subject, written to a file in the folder that
 * the system property {@value #FOLDER} names; nothing is written without it. Thread-safe.
 *
 * <p>A line has the columns contract, subject, version, group, case, result and reason, separated
 * by tabs. The result is {@code passed}, {@code deviation} or {@code failed}; only a deviation has
 * a reason. A later line about a case takes the place of an earlier one.
 */
public final class ContractResults {
  /** The system property that names the folder. */
  public static final String FOLDER = "skein.contract.results";

  private final String contract;
  private final Subject subject;
  private final @Nullable Path file;

  private ContractResults(String contract, Subject subject, @Nullable Path file) {
    this.contract = contract;
    this.subject = subject;
    this.file = file;
  }

  /**
   * Starts an empty file for a contract and a subject.
   *
   * @param contract for example {@code HTTP server}
   */
  public static ContractResults of(String contract, Subject subject) {
    Objects.requireNonNull(contract, "contract");
    Objects.requireNonNull(subject, "subject");
    String folder = System.getProperty(FOLDER);
    if (folder == null || folder.isBlank()) {
      return new ContractResults(contract, subject, null);
    }
    String name =
        (contract + "-" + subject).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    Path file = Path.of(folder, name + ".tsv");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ContractResults(contract, subject, file);
  }

  /** The case holds. */
  public void passed(String group, String name) {
    write(group, name, "passed", "");
  }

  /** The case fails as declared. */
  public void deviation(String group, String name, String reason) {
    write(group, name, "deviation", reason);
  }

  /** The case does not hold. */
  public void failed(String group, String name) {
    write(group, name, "failed", "");
  }

  private synchronized void write(String group, String name, String result, String reason) {
    if (file == null) {
      return;
    }
    String line =
        String.join(
            "\t",
            clean(contract),
            clean(subject.name()),
            clean(subject.version()),
            clean(group),
            clean(name),
            result,
            clean(reason));
    try {
      Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String clean(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
