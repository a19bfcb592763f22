package dev.skein.viewer.terminal;

import dev.skein.viewer.Viewer;
import dev.skein.viewer.text.PrintableText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line: starts the viewer, or prints traces of one that runs.
 *
 * <p>Ends with status 0, 1 when a trace is not there, or 2, with one line that says why, when the
 * command line or what it names cannot be used.
 */
public final class Main {
  private Main() {}

  /** Runs a command. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.system();
    // Reading a command line takes 80 ms of the second that a start may take; there is often none.
    int status = args.length == 0 ? start(terminal) : run(terminal, args);
    terminal.out().flush();
    System.exit(status);
  }

  private static int start(Terminal terminal) {
    try {
      return new StartCommand(terminal).call();
    } catch (CommandFailure e) {
      return report(terminal, e);
    }
  }

  static int run(Terminal terminal, String... args) {
    CommandLine commandLine = new CommandLine(new StartCommand(terminal));
    commandLine.addSubcommand(new TailCommand(terminal)).addSubcommand(new ShowCommand(terminal));
    CommandSpec spec = commandLine.getCommandSpec();
    spec.versionProvider(() -> new String[] {"Skein Viewer " + Viewer.version()});
    spec.subcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(spec.versionProvider()));
    return commandLine
        .setExpandAtFiles(false)
        .setUnmatchedOptionsArePositionalParams(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, given) -> {
              terminal.err().println(PrintableText.clean(String.valueOf(e.getMessage())));
              terminal
                  .err()
                  .println(
                      "See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
              return CommandFailure.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, executed, parsed) -> {
              if (e instanceof CommandFailure failure) {
                return report(terminal, failure);
              }
              throw e;
            })
        .execute(args);
  }

  private static int report(Terminal terminal, CommandFailure failure) {
    terminal.err().println(failure.getMessage());
    return failure.exitCode();
  }
}
