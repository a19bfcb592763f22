package dev.skein.viewer;

import dev.skein.viewer.store.TraceStores;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a {@link Viewer} listens and how much it keeps. Immutable. */
public final class ViewerOptions {
  /** The port of OTLP/HTTP, so that nobody who sends has to be configured. */
  public static final int DEFAULT_PORT = 4318;

  /** Zipkin's port. */
  public static final int DEFAULT_ZIPKIN_PORT = 9411;

  private static final int MIB = 1024 * 1024;
  private static final int NO_PORT = -1;

  private final int port;
  private final int zipkinPort;
  private final String host;
  private final Set<String> allowedHosts;
  private final int maxBodyBytes;
  private final int importLimit;
  private final long maxSpans;
  private final long maxBytes;
  private final @Nullable Path dataDirectory;

  private ViewerOptions(Builder builder) {
    port = builder.port;
    zipkinPort = builder.zipkinPort;
    host = builder.host;
    allowedHosts = Set.copyOf(builder.allowedHosts);
    maxBodyBytes = builder.maxBodyBytes;
    importLimit = builder.importLimit;
    maxSpans = builder.maxSpans;
    maxBytes = builder.maxBytes;
    dataDirectory = builder.dataDirectory;
  }

  /** A builder that holds the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port of everything: ingest, API and page; 0 for any that is free. */
  public int port() {
    return port;
  }

  /** The second port, which is done without if it is taken; 0 for any that is free, -1 for none. */
  public int zipkinPort() {
    return zipkinPort;
  }

  /** The name or address to bind. */
  public String host() {
    return host;
  }

  /** Further names by which a browser may address the viewer. */
  public Set<String> allowedHosts() {
    return allowedHosts;
  }

  /** The largest body of spans that is accepted, in bytes, after decompression. */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  /** The largest import by upload that is accepted, in bytes, after decompression. */
  public int importLimit() {
    return importLimit;
  }

  /** How many spans are kept. */
  public long maxSpans() {
    return maxSpans;
  }

  /** How many bytes of memory the spans that are kept may take. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Where spans are kept across restarts; null for nowhere. */
  public @Nullable Path dataDirectory() {
    return dataDirectory;
  }

  /**
   * Makes {@link ViewerOptions}. Not thread-safe. Every setter throws {@link
   * IllegalArgumentException} for a value that cannot be used.
   */
  public static final class Builder {
    private int port = DEFAULT_PORT;
    private int zipkinPort = DEFAULT_ZIPKIN_PORT;
    private String host = "localhost";
    private final Set<String> allowedHosts = new LinkedHashSet<>();
    private int maxBodyBytes = 16 * MIB;
    private int importLimit = 64 * MIB;
    private long maxSpans = 500_000;
    private long maxBytes = Math.min(256L * MIB, Runtime.getRuntime().maxMemory() / 2);
    private @Nullable Path dataDirectory;

    private Builder() {}

    /** Sets the port of everything; 0 for any that is free. Default 4318. */
    public Builder port(int port) {
      check(port >= 0 && port <= 65_535, "The port must be from 0 to 65535");
      this.port = port;
      return this;
    }

    /**
     * Sets the second port, done without if it is taken; 0 for any that is free. Default 9411, so
     * that Zipkin's clients need not be configured either.
     */
    public Builder zipkinPort(int port) {
      check(port >= 0 && port <= 65_535, "The Zipkin port must be from 0 to 65535");
      zipkinPort = port;
      return this;
    }

    /** Does without the second port. */
    public Builder withoutZipkin() {
      zipkinPort = NO_PORT;
      return this;
    }

    /**
     * Sets the name or address to bind. Default {@code localhost}: IPv4's and IPv6's loopback, for
     * nobody else can then reach it. The viewer asks nobody for a password.
     */
    public Builder host(String host) {
      check(!Objects.requireNonNull(host, "host").isBlank(), "The host must not be blank");
      this.host = host;
      return this;
    }

    /**
     * Adds a name by which a browser may address the viewer, such as that of the machine; requests
     * for other names than this, the one it is bound to and the loopback's are refused.
     */
    public Builder allowHost(String name) {
      check(!Objects.requireNonNull(name, "name").isBlank(), "An allowed host must not be blank");
      check(
          name.indexOf('/') < 0 && name.indexOf('*') < 0,
          "An allowed host is a name such as build.example, without scheme, path or wildcard");
      allowedHosts.add(name);
      return this;
    }

    /** Sets the largest body of spans in bytes, after decompression. Default 16 MiB. */
    public Builder maxBodyBytes(int bytes) {
      check(bytes > 0, "The largest body must have at least one byte");
      maxBodyBytes = bytes;
      return this;
    }

    /** Sets the largest import by upload in bytes, after decompression. Default 64 MiB. */
    public Builder importLimit(int bytes) {
      check(bytes > 0, "The largest import must have at least one byte");
      importLimit = bytes;
      return this;
    }

    /** Sets how many spans are kept. Default 500,000; 536,870,912 at most. */
    public Builder maxSpans(long spans) {
      check(
          spans > 0 && spans <= TraceStores.MAX_SPANS,
          "From one span to " + TraceStores.MAX_SPANS + " spans can be kept");
      maxSpans = spans;
      return this;
    }

    /**
     * Sets how many bytes of memory the kept spans may take. Default 256 MiB, or half of the heap
     * if that is less; 1 MiB at least.
     */
    public Builder maxBytes(long bytes) {
      check(bytes >= MIB, "The memory has to be 1 MiB (1048576 bytes) at least");
      maxBytes = bytes;
      return this;
    }

    /** Sets where spans are kept across restarts. Default nowhere. */
    public Builder dataDirectory(Path directory) {
      dataDirectory = Objects.requireNonNull(directory, "directory");
      return this;
    }

    /** Makes the options. */
    public ViewerOptions build() {
      return new ViewerOptions(this);
    }

    private static void check(boolean valid, String message) {
      if (!valid) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
