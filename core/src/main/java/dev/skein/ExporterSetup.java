package dev.skein;

import dev.skein.export.ConsoleSpanExporter;
import dev.skein.export.OtlpHttpExporter;
import dev.skein.export.SpanExporter;
import dev.skein.export.TlsFiles;
import dev.skein.internal.Nullable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Consumer;

/** Makes the exporter that options ask for, and says what is wrong with the way to the endpoint. */
final class ExporterSetup {
  private ExporterSetup() {}

  /**
   * Makes the exporter. Whatever is wrong, it is one that keeps its promises: without usable
   * certificates it does not send, rather than to somebody whom nobody vouches for.
   */
  static SpanExporter create(SkeinOptions options, Consumer<String> warnings) {
    ExporterKind kind = options.exporter();
    if (!options.enabled() || kind == ExporterKind.NONE) {
      return SpanExporter.none();
    }
    if (kind == ExporterKind.CONSOLE) {
      return ConsoleSpanExporter.create();
    }
    if (kind == ExporterKind.ZIPKIN) {
      check(options, options.zipkinEndpoint(), options.tls(), warnings);
      SkeinProvider provider = Providers.find("zipkin");
      SpanExporter zipkin = provider == null ? null : provider.exporter(options);
      return zipkin == null ? SpanExporter.none() : zipkin;
    }
    return otlp(options, warnings);
  }

  private static SpanExporter otlp(SkeinOptions options, Consumer<String> warnings) {
    URI endpoint = options.endpoint();
    TlsFiles tls = options.tls();
    check(options, endpoint, tls, warnings);
    if (!isHttps(endpoint) && !options.headers().isEmpty() && !isNear(endpoint.getHost())) {
      warnings.accept(
          "The headers for the endpoint go to "
              + endpoint.getHost()
              + " unencrypted, where everybody on the way can read them: use an https endpoint");
    }
    OtlpHttpExporter.Builder builder =
        OtlpHttpExporter.builder(endpoint)
            .headers(options.headers())
            .gzip(options.compression().equals("gzip"))
            .timeout(options.timeout());
    return (tls == null ? builder : builder.tls(tls)).build();
  }

  /** Reads the files now: a mistake is found at the start, and not when the first span is sent. */
  private static void check(
      SkeinOptions options, URI endpoint, @Nullable TlsFiles tls, Consumer<String> warnings) {
    if (tls == null) {
      return;
    }
    if (!isHttps(endpoint)) {
      warnings.accept(
          "The settings tls.* have no effect, because the endpoint is plain http: "
              + EndpointParser.shown(endpoint.toString()));
      return;
    }
    if ((options.tlsClientCertificate() == null) != (options.tlsClientKey() == null)) {
      warnings.accept("tls.client-certificate and tls.client-key need each other: none is used");
    }
    try {
      tls.context();
    } catch (IOException e) {
      warnings.accept(e.getMessage() + "; nothing is sent until that is mended");
    }
  }

  private static boolean isHttps(URI endpoint) {
    return "https".equalsIgnoreCase(endpoint.getScheme());
  }

  /** Whether a host is this one or, by its name or address, one of a private network. */
  private static boolean isNear(String host) {
    boolean literal = host.startsWith("[") || (host.charAt(host.length() - 1) & 0xf0) == '0';
    if (!literal) {
      String name = "." + host.toLowerCase(Locale.ROOT);
      return name.lastIndexOf('.') == 0
          || name.endsWith(".localhost")
          || name.endsWith(".local")
          || name.endsWith(".internal")
          || name.endsWith(".svc");
    }
    try {
      // an address, which is not looked up
      InetAddress address = InetAddress.getByName(host);
      byte[] bytes = address.getAddress();
      return address.isLoopbackAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          || (bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
