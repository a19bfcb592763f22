package dev.skein.viewer.terminal;

import dev.skein.export.MalformedOtlpException;
import dev.skein.viewer.analysis.TraceAnalysis;
import dev.skein.viewer.text.PrintableText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints one trace of a running viewer. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Prints one trace of a running viewer.",
    description = {"", "Exit code 1: there is no such trace.", ""})
final class ShowCommand implements Callable<Integer> {
  private static final String LATEST = "latest";
  private static final int ID_DIGITS = 32;
  private static final String PAGE_SIZE = "1000";

  @Mixin private ViewerUrl url = new ViewerUrl();

  @Option(names = "--json", description = "Print what the API answers.")
  private boolean json;

  @Parameters(
      paramLabel = "TRACE_ID",
      description = "The trace's id, how it begins, or 'latest' for the newest trace.")
  private String trace = "";

  private final Terminal terminal;

  ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ViewerClient client = url.client();
    try {
      String traceId = find(client, trace.toLowerCase(Locale.ROOT));
      if (json) {
        terminal.out().println(PrintableText.escapeJson(client.trace(traceId)));
      } else {
        TraceAnalysis analysis = TraceAnalysis.of(TraceSpans.read(client.otlp(traceId)));
        terminal.out().print(TraceText.of(analysis, terminal.style(), terminal.columns()));
      }
      return 0;
    } catch (RefusedException e) {
      throw new CommandFailure(
          e.status() == 404 ? CommandFailure.NOT_FOUND : CommandFailure.USAGE, e);
    } catch (MalformedOtlpException e) {
      throw new CommandFailure(
          CommandFailure.USAGE, "What the viewer sent is no trace: " + e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "No viewer answers at " + client + "; is it started, or elsewhere (--url)?");
    }
  }

  private String find(ViewerClient client, String wanted) throws IOException, InterruptedException {
    if (wanted.equals(LATEST)) {
      List<String> newest = client.traces(Map.of("limit", "1")).traceIds();
      if (newest.isEmpty()) {
        throw new CommandFailure(CommandFailure.NOT_FOUND, "The viewer has no traces");
      }
      return newest.get(0);
    }
    if (wanted.isEmpty() || !wanted.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "TRACE_ID is up to 32 hexadecimal digits, or 'latest': " + PrintableText.clean(trace));
    }
    return wanted.length() >= ID_DIGITS ? wanted : complete(client, wanted);
  }

  private static String complete(ViewerClient client, String prefix)
      throws IOException, InterruptedException {
    String found = null;
    @Nullable String cursor = null;
    do {
      Map<String, String> parameters = new HashMap<>(Map.of("limit", PAGE_SIZE));
      if (cursor != null) {
        parameters.put("before", cursor);
      }
      TracePage page = client.traces(parameters);
      for (String traceId : page.traceIds()) {
        if (traceId.startsWith(prefix)) {
          if (found != null) {
            throw new CommandFailure(
                CommandFailure.USAGE,
                "More than one trace begins with " + prefix + ": " + found + ", " + traceId);
          }
          found = traceId;
        }
      }
      cursor = page.next();
    } while (cursor != null);
    if (found == null) {
      throw new CommandFailure(CommandFailure.NOT_FOUND, "No trace begins with " + prefix);
    }
    return found;
  }
}
