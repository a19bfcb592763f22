package dev.skein.viewer.terminal;

import picocli.CommandLine.Option;

/** The option that says which viewer is asked. */
final class ViewerUrl {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:4318",
      description = "Where the viewer is; default: ${DEFAULT-VALUE}.")
  private String url = "";

  ViewerClient client() {
    return new ViewerClient(url);
  }
}
