package dev.skein.viewer.store;

import dev.skein.SpanKind;
import dev.skein.export.SpanData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a trace was at some moment: names, and where its spans are. */
final class StoredTrace implements TraceView, SpanBytes {
  private final TraceId id;
  private final long sequence;
  private final SpanBlock[] blocks;
  private final int[] slots;
  private final String[] names;
  private final Source[] sources;

  private StoredTrace(TraceId id, long sequence, int size) {
    this.id = id;
    this.sequence = sequence;
    blocks = new SpanBlock[size];
    slots = new int[size];
    names = new String[size];
    sources = new Source[size];
  }

  /** What a trace is now. */
  static StoredTrace of(TraceTable table, int slot) {
    TraceRing.Page page = table.traces().page(slot);
    int index = TraceRing.index(slot);
    StoredTrace trace =
        new StoredTrace(
            new TraceId(page.high[index], page.low[index]),
            table.traces().sequence(slot),
            page.spans[index]);
    int at = page.first[index];
    for (int span = 0; span < trace.slots.length; span++) {
      SpanBlock block = table.blocks().block(at);
      int i = BlockRing.slot(at);
      trace.blocks[span] = block;
      trace.slots[span] = i;
      trace.names[span] = table.names().text(block.name[i]);
      trace.sources[span] = table.sources().entry(block.source[i]).source;
      at = block.next[i];
    }
    return trace;
  }

  @Override
  public TraceId id() {
    return id;
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public int size() {
    return slots.length;
  }

  @Override
  public long spanId(int span) {
    return blocks[span].spanId[slots[span]];
  }

  @Override
  public long parentSpanId(int span) {
    return blocks[span].parentSpanId[slots[span]];
  }

  @Override
  public String service(int span) {
    return sources[span].service();
  }

  @Override
  public String name(int span) {
    return names[span];
  }

  @Override
  public SpanKind kind(int span) {
    return SpanKind.ofOtlpNumber(blocks[span].kind(slots[span]));
  }

  @Override
  public long startEpochNanos(int span) {
    return blocks[span].start[slots[span]];
  }

  @Override
  public long durationNanos(int span) {
    return blocks[span].duration[slots[span]];
  }

  @Override
  public boolean error(int span) {
    return blocks[span].error(slots[span]);
  }

  @Override
  public @Nullable String attribute(int span, String name) {
    return EncodedAttributes.text(this, span, name);
  }

  @Override
  public List<SpanData> spans() {
    return DecodedTrace.spans(this, this);
  }

  @Override
  public byte[] toOtlp() {
    return OtlpRequests.encode(this);
  }

  @Override
  public Source source(int span) {
    return sources[span];
  }

  @Override
  public byte[] array(int span) {
    return blocks[span].bytes;
  }

  @Override
  public int offset(int span) {
    return blocks[span].bytesStart(slots[span]);
  }

  @Override
  public int length(int span) {
    return blocks[span].bytesEnd(slots[span]) - offset(span);
  }
}
