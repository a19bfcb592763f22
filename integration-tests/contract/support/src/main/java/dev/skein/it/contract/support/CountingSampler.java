package dev.skein.it.contract.support;

import dev.skein.AttributeView;
import dev.skein.Sampler;
import dev.skein.SamplingResult;
import dev.skein.SpanContext;
import dev.skein.SpanKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Follows the parent, records roots, and counts what is to be recorded in a file: the number is
 * there when the process has ended, in whatever way. Thread-safe.
 */
final class CountingSampler implements Sampler {
  private static final VarHandle COUNT =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Sampler decides = Sampler.parentBased(Sampler.alwaysOn());
  private final ByteBuffer file;

  CountingSampler(Path path) {
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SamplingResult sample(
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      String name,
      SpanKind kind,
      AttributeView attributes) {
    SamplingResult result = decides.sample(parent, traceIdHigh, traceIdLow, name, kind, attributes);
    if (result.sampled()) {
      COUNT.getAndAdd(file, 0, 1L);
    }
    return result;
  }
}
