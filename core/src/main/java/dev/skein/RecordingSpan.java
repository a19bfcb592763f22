package dev.skein;

import dev.skein.export.EncodableSpan;
import dev.skein.internal.ProtoWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span that is recorded: one object that encodes itself when it ends.
 *
 * <p>Guarded by a lock of one int that is held for a few array stores only, never while code of the
 * application runs; an uncontended call pays one compare-and-set. A monitor would pin virtual
 * threads before JDK 24 and could be taken by the application, which holds a reference to this
 * object.
 */
final class RecordingSpan extends Span implements EncodableSpan {
  private static final int TRACE_ID = 0x0A;
  private static final int SPAN_ID = 0x12;
  private static final int TRACE_STATE = 0x1A;
  private static final int PARENT_SPAN_ID = 0x22;
  private static final int NAME = 0x2A;
  private static final int KIND = 0x30;
  private static final int START_TIME = 0x39;
  private static final int END_TIME = 0x41;
  private static final int ATTRIBUTES = 0x4A;
  private static final int DROPPED_ATTRIBUTES = 0x50;
  private static final int EVENTS = 0x5A;
  private static final int DROPPED_EVENTS = 0x60;
  private static final int LINKS = 0x6A;
  private static final int DROPPED_LINKS = 0x70;
  private static final int STATUS = 0x7A;
  private static final int STATUS_MESSAGE = 0x12;
  private static final int STATUS_CODE = 0x18;
  private static final int FLAGS = (16 << 3) | 5;

  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;

  private static final int REDUCED_VALUE_LENGTH = 128;

  private static final VarHandle LOCK;

  static {
    try {
      LOCK = MethodHandles.lookup().findVarHandle(RecordingSpan.class, "lock", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int LIVE = 0;

  /** Only the thread that ended the span can change it, through the hooks. */
  private static final int ENDING = 1;

  /** Nothing changes any more. */
  private static final int ENDED = 2;

  private final SpanRecorder recorder;
  private final long parentSpanId;
  private final boolean parentRemote;
  private final SpanKind kind;
  private final long startEpochNanos;
  private final long startNanoTime;
  private final AttributeArray attributes;

  @SuppressWarnings("UnusedVariable") // used through LOCK
  private volatile int lock;

  private String name;
  private volatile int state = LIVE;
  private long endEpochNanos;
  private StatusCode statusCode = StatusCode.UNSET;
  private @Nullable String statusDescription;
  private @Nullable List<SpanEvent> events;
  private @Nullable List<SpanLink> links;
  private int droppedEvents;
  private int droppedLinks;

  RecordingSpan(
      SpanRecorder recorder,
      SpanContext parent,
      long traceIdHigh,
      long traceIdLow,
      long spanId,
      byte flags,
      TraceState traceState,
      String name,
      SpanKind kind,
      @Nullable Instant startTimestamp,
      long elapsedNanos) {
    super(traceIdHigh, traceIdLow, spanId, flags, traceState);
    this.recorder = recorder;
    this.parentSpanId = parent.spanIdAsLong();
    this.parentRemote = parent.isRemote();
    this.name = Strings.truncate(name, recorder.limits().attributeValueLength());
    this.kind = kind;
    long nanoTime = recorder.clock().nanoTime();
    long epochNanos = recorder.clock().epochNanos(nanoTime);
    this.startEpochNanos =
        startTimestamp == null
            ? Math.max(0, epochNanos - elapsedNanos)
            : EpochNanos.of(startTimestamp);
    // As if the clock had been read at the start: a span that began in the past ends now.
    this.startNanoTime = nanoTime - (epochNanos - startEpochNanos);
    SpanLimits limits = recorder.limits();
    this.attributes = new AttributeArray(limits.attributeCount(), limits.attributeValueLength());
  }

  @SuppressWarnings("ThreadPriorityCheck") // the holder needs a few nanoseconds of a processor
  private void lock() {
    while (!LOCK.compareAndSet(this, 0, 1)) {
      // Somebody else is storing into an array right now; on a busy machine let him finish.
      Thread.yield();
    }
  }

  private void unlock() {
    try {
      LOCK.setRelease(this, 0);
    } catch (StackOverflowError e) {
      // Taking the lock needed less stack than that; this needs none.
      lock = 0;
    }
  }

  @Override
  public boolean isRecording() {
    return state == LIVE;
  }

  @Override
  public String name() {
    lock();
    String current = name;
    unlock();
    return current;
  }

  @Override
  public SpanKind kind() {
    return kind;
  }

  long parentSpanId() {
    return parentSpanId;
  }

  @Override
  public Span updateName(@Nullable String name) {
    updateName(name, LIVE);
    return this;
  }

  private void updateName(@Nullable String name, int requiredState) {
    if (name == null) {
      return;
    }
    String kept = Strings.truncate(name, recorder.limits().attributeValueLength());
    lock();
    if (state == requiredState) {
      this.name = kept;
    }
    unlock();
  }

  @Override
  public <T> Span setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    setAttribute(key, value, LIVE);
    return this;
  }

  private <T> void setAttribute(
      @Nullable AttributeKey<T> key, @Nullable T value, int requiredState) {
    if (key == null || value == null) {
      return;
    }
    Object safe;
    try {
      safe = AttributeValues.copyIfList(value);
    } catch (Throwable hostileList) {
      recorder.callbackFailed("An attribute's list", hostileList);
      return;
    }
    lock();
    try {
      if (state == requiredState) {
        attributes.putObject(key, safe);
      }
    } finally {
      unlock();
    }
  }

  private Span setNumber(AttributeKey<?> key, long bits) {
    lock();
    try {
      if (state == LIVE) {
        attributes.putNumber(key, bits);
      }
    } finally {
      unlock();
    }
    return this;
  }

  @Override
  public Span setAttribute(@Nullable AttributeKey<Long> key, long value) {
    return key == null ? this : setNumber(key, value);
  }

  @Override
  public Span setAttribute(@Nullable String name, @Nullable String value) {
    return name == null || value == null ? this : setAttribute(AttributeKey.stringKey(name), value);
  }

  @Override
  public Span setAttribute(@Nullable String name, long value) {
    return name == null ? this : setNumber(AttributeKey.longKey(name), value);
  }

  @Override
  public Span setAttribute(@Nullable String name, double value) {
    return name == null
        ? this
        : setNumber(AttributeKey.doubleKey(name), Double.doubleToRawLongBits(value));
  }

  @Override
  public Span setAttribute(@Nullable String name, boolean value) {
    return name == null ? this : setNumber(AttributeKey.booleanKey(name), value ? 1 : 0);
  }

  @Override
  public Span addEvent(@Nullable String name, @Nullable Attributes attributes) {
    return addEvent(name, attributes, null);
  }

  @Override
  public Span addEvent(
      @Nullable String name, @Nullable Attributes attributes, @Nullable Instant timestamp) {
    if (name == null || state != LIVE) {
      return this;
    }
    SpanLimits limits = recorder.limits();
    SpanEvent event =
        new SpanEvent(
            timestamp == null ? now() : EpochNanos.of(timestamp),
            Strings.truncate(name, limits.attributeValueLength()),
            AttributeArray.copyOf(
                attributes == null ? Attributes.empty() : attributes,
                limits.eventAttributeCount(),
                limits.attributeValueLength()));
    append(event);
    return this;
  }

  private void append(SpanEvent event) {
    lock();
    try {
      if (state != LIVE) {
        return;
      }
      if (events == null) {
        events = new ArrayList<>(2);
      }
      if (events.size() < recorder.limits().eventCount()) {
        events.add(event);
      } else {
        droppedEvents++;
      }
    } finally {
      unlock();
    }
  }

  @Override
  public Span addLink(@Nullable SpanContext linked, @Nullable Attributes attributes) {
    Attributes safe = attributes == null ? Attributes.empty() : attributes;
    if (linked == null
        || !(linked.isValid() || !safe.isEmpty() || !linked.traceState().isEmpty())) {
      return this;
    }
    SpanLimits limits = recorder.limits();
    SpanLink link =
        new SpanLink(
            linked,
            AttributeArray.copyOf(
                safe, limits.linkAttributeCount(), limits.attributeValueLength()));
    lock();
    try {
      if (state == LIVE) {
        if (links == null) {
          links = new ArrayList<>(2);
        }
        if (links.size() < limits.linkCount()) {
          links.add(link);
        } else {
          droppedLinks++;
        }
      }
    } finally {
      unlock();
    }
    return this;
  }

  @Override
  public Span setStatus(@Nullable StatusCode code, @Nullable String description) {
    if (code == null || code == StatusCode.UNSET) {
      return this;
    }
    String kept =
        code == StatusCode.ERROR && description != null
            ? Strings.truncate(description, recorder.limits().attributeValueLength())
            : null;
    lock();
    if (state == LIVE && statusCode != StatusCode.OK) {
      statusCode = code;
      statusDescription = kept;
    }
    unlock();
    return this;
  }

  @Override
  public Span recordException(@Nullable Throwable exception, @Nullable Attributes attributes) {
    if (exception == null || state != LIVE) {
      return this;
    }
    try {
      append(ExceptionEvent.of(exception, attributes, now(), recorder.limits()));
    } catch (Throwable hostileThrowable) {
      recorder.callbackFailed("An exception", hostileThrowable);
    }
    return this;
  }

  private long now() {
    return startEpochNanos + Math.max(0, recorder.clock().nanoTime() - startNanoTime);
  }

  @Override
  public void end() {
    end(null);
  }

  @Override
  public void end(@Nullable Instant timestamp) {
    if (state != LIVE) {
      return;
    }
    long end = timestamp == null ? now() : Math.max(startEpochNanos, EpochNanos.of(timestamp));
    lock();
    boolean first = state == LIVE;
    if (first) {
      endEpochNanos = end;
      state = ENDING;
    }
    unlock();
    if (first) {
      recorder.ended(this);
    }
  }

  /** Called by the recorder when the hooks are through: from now on nothing changes. */
  void freeze() {
    state = ENDED;
  }

  @Override
  public Scope makeCurrent() {
    return recorder.contexts().attach(recorder.contexts().current().with(this));
  }

  StatusCode statusCode() {
    lock();
    StatusCode current = statusCode;
    unlock();
    return current;
  }

  long durationNanos() {
    return endEpochNanos - startEpochNanos;
  }

  @SuppressWarnings("unchecked") // the array compares the type of the key
  <T> @Nullable T attribute(AttributeKey<T> key) {
    lock();
    try {
      return (T) attributes.get(key);
    } finally {
      unlock();
    }
  }

  Attributes attributes() {
    lock();
    try {
      return attributes.snapshot();
    } finally {
      unlock();
    }
  }

  void updateNameWhileEnding(@Nullable String name) {
    updateName(name, ENDING);
  }

  <T> void setAttributeWhileEnding(@Nullable AttributeKey<T> key, @Nullable T value) {
    setAttribute(key, value, ENDING);
  }

  void removeAttributeWhileEnding(String name) {
    lock();
    try {
      if (state == ENDING) {
        attributes.remove(name);
      }
    } finally {
      unlock();
    }
  }

  static int otlpFlags(byte flags, boolean remote) {
    return flags | HAS_IS_REMOTE | (remote ? IS_REMOTE : 0);
  }

  /** Writes the span's fields, the last one first. Only called on a frozen span. */
  @Override
  public void encode(ProtoWriter out) {
    out.fixed32(FLAGS, otlpFlags(flags(), parentRemote));
    encodeStatus(out);
    if (droppedLinks > 0) {
      out.varint(DROPPED_LINKS, droppedLinks);
    }
    if (links != null) {
      for (int i = links.size() - 1; i >= 0; i--) {
        links.get(i).encode(out, LINKS);
      }
    }
    if (droppedEvents > 0) {
      out.varint(DROPPED_EVENTS, droppedEvents);
    }
    if (events != null) {
      for (int i = events.size() - 1; i >= 0; i--) {
        events.get(i).encode(out, EVENTS);
      }
    }
    if (attributes.dropped() > 0) {
      out.varint(DROPPED_ATTRIBUTES, attributes.dropped());
    }
    attributes.encode(out, ATTRIBUTES);
    out.fixed64(END_TIME, endEpochNanos);
    out.fixed64(START_TIME, startEpochNanos);
    out.varint(KIND, kind.otlpNumber());
    out.string(NAME, name);
    if (parentSpanId != 0) {
      out.id(PARENT_SPAN_ID, parentSpanId);
    }
    if (!traceState().isEmpty()) {
      out.string(TRACE_STATE, traceState().headerValue());
    }
    out.id(SPAN_ID, spanIdAsLong());
    out.id(TRACE_ID, traceIdHigh(), traceIdLow());
  }

  /** Gives up events, links and the tail of long values: better a part of the span than nothing. */
  @Override
  public void encodeReduced(ProtoWriter out) {
    droppedEvents += events == null ? 0 : events.size();
    events = null;
    droppedLinks += links == null ? 0 : links.size();
    links = null;
    attributes.truncateValues(REDUCED_VALUE_LENGTH);
    name = Strings.truncate(name, REDUCED_VALUE_LENGTH);
    encode(out);
  }

  private void encodeStatus(ProtoWriter out) {
    if (statusCode == StatusCode.UNSET) {
      return;
    }
    int start = out.mark();
    out.varint(STATUS_CODE, statusCode.otlpNumber());
    if (statusDescription != null) {
      out.string(STATUS_MESSAGE, statusDescription);
    }
    out.endMessage(STATUS, start);
  }
}
