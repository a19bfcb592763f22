package dev.skein;

import dev.skein.export.EncodableSpan;
import dev.skein.internal.Nullable;
import dev.skein.internal.ProtoWriter;
import dev.skein.internal.Strings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Objects;

/**
 * A span that is recorded: a small object that stays, and a {@linkplain SpanBody body} that goes on
 * to the next span when this one has ended.
 *
 * <p>One int is both its state and its lock. Whoever wants to touch the body takes the lock, which
 * he gets only in the state he asks for; after the end nobody gets it any more. It is held while a
 * value is encoded, never while code of the application runs; an uncontended call pays one
 * compare-and-set. A monitor would pin virtual threads before JDK 24 and could be taken by the
 * application, which holds a reference to this object.
 *
 * <p>While a span is being started it is locked for everybody but the starting thread, which
 * therefore pays nothing: what another thread sets before {@code startSpan} returns is ignored.
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
  private static final int DROPPED_ATTRIBUTES = 0x50;
  private static final int DROPPED_EVENTS = 0x60;
  private static final int DROPPED_LINKS = 0x70;
  private static final int STATUS = 0x7A;
  private static final int STATUS_MESSAGE = 0x12;
  private static final int STATUS_CODE = 0x18;
  private static final int FLAGS = (16 << 3) | 5;

  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;

  /** Added to a state: somebody is in the body. */
  private static final int LOCKED = 1;

  private static final int LIVE = 0;

  /** Only through the hooks' view of a span that ends can it be changed. */
  private static final int ENDING = 2;

  /** Nothing changes any more. */
  private static final int ENDED = 4;

  /** Added to the id of the thread that is starting the span; less than zero then. */
  private static final int STARTING = Integer.MIN_VALUE;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(RecordingSpan.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int state;
  private @Nullable SpanBody body;
  private String name;
  private final byte kind;
  private byte status;

  /** A span that is {@linkplain #publish() published} by this thread when it is complete. */
  RecordingSpan(
      Trace trace,
      SpanContext parent,
      String name,
      SpanKind kind,
      @Nullable Instant startTimestamp,
      long elapsedNanos,
      SpanBody body) {
    super(trace, body.traceIdHigh, body.traceIdLow, body.spanId);
    this.name = Strings.truncate(name, recorder().limits().attributeValueLength());
    this.kind = (byte) kind.otlpNumber();
    body.parentSpanId = parent.spanIdAsLong();
    body.parentRemote = parent.isRemote();
    Clock clock = recorder().clock();
    long nanoTime = clock.nanoTime();
    long epochNanos = clock.epochNanos(nanoTime);
    body.startEpochNanos =
        startTimestamp == null
            ? Math.max(0, Math.max(0, epochNanos) - elapsedNanos)
            : EpochNanos.of(startTimestamp);
    // As if the clock had been read at the start: a span that began in the past ends now.
    body.clockOffset = epochNanos - nanoTime;
    this.body = body;
    STATE.set(this, starting());
  }

  private static int starting() {
    return STARTING | (int) Thread.currentThread().getId();
  }

  /** Lets other threads in. */
  void publish() {
    if (state < 0) {
      STATE.setRelease(this, LIVE);
    }
  }

  private SpanRecorder recorder() {
    return Objects.requireNonNull(trace().recorder);
  }

  /** The body, for this thread alone until {@link #leave}; null when the state is another one. */
  @SuppressWarnings("ThreadPriorityCheck") // the holder needs a few nanoseconds of a processor
  private @Nullable SpanBody enter(int required) {
    while (true) {
      int now = state;
      if (now == required) {
        if (STATE.compareAndSet(this, required, required | LOCKED)) {
          return body;
        }
      } else if (now == (required | LOCKED)) {
        // Somebody else is encoding a value right now; on a busy machine let him finish.
        Thread.yield();
      } else {
        return required == LIVE && isStartingHere(now) ? body : null;
      }
    }
  }

  private static boolean isStartingHere(int state) {
    return state < 0 && state == starting();
  }

  private void leave(int required) {
    try {
      if (state >= 0) {
        STATE.setRelease(this, required);
      }
    } catch (StackOverflowError e) {
      // Taking the lock needed less stack than that; this needs none.
      state = required;
    }
  }

  @Override
  public boolean isRecording() {
    int now = state;
    return now < ENDING;
  }

  @Override
  public String name() {
    int unused = state; // what the last one to leave has written
    return name;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.ofOtlpNumber(kind);
  }

  @Override
  public Span updateName(@Nullable String name) {
    updateName(name, LIVE);
    return this;
  }

  private void updateName(@Nullable String name, int required) {
    if (name == null) {
      return;
    }
    String kept = Strings.truncate(name, recorder().limits().attributeValueLength());
    if (enter(required) != null) {
      this.name = kept;
      leave(required);
    }
  }

  @Override
  public <T> Span setAttribute(@Nullable AttributeKey<T> key, @Nullable T value) {
    setAttribute(key, value, LIVE);
    return this;
  }

  private <T> void setAttribute(@Nullable AttributeKey<T> key, @Nullable T value, int required) {
    if (key == null || value == null) {
      return;
    }
    Object safe;
    try {
      safe = value instanceof String ? value : Attributes.copyIfList(value);
    } catch (Throwable hostileList) {
      recorder().callbackFailed("An attribute's list", hostileList);
      return;
    }
    SpanBody open = enter(required);
    if (open != null) {
      try {
        open.putAttribute(key, safe, recorder().limits());
      } finally {
        leave(required);
      }
    }
  }

  private Span setNumber(AttributeKey<?> key, long bits) {
    SpanBody open = enter(LIVE);
    if (open != null) {
      try {
        open.putAttribute(key, bits, recorder().limits());
      } finally {
        leave(LIVE);
      }
    }
    return this;
  }

  @Override
  public Span setAttribute(@Nullable AttributeKey<Long> key, long value) {
    return key == null ? this : setNumber(key, value);
  }

  @Override
  public Span addEvent(
      @Nullable String name, @Nullable Attributes attributes, @Nullable Instant timestamp) {
    if (name != null && isRecording()) {
      SpanLimits limits = recorder().limits();
      int lengthLimit = limits.attributeValueLength();
      Attributes safe = attributes == null ? Attributes.empty() : attributes;
      addEvent(Strings.truncate(name, lengthLimit), safe, lengthLimit, timestamp);
    }
    return this;
  }

  private void addEvent(
      String name, Attributes attributes, int lengthLimit, @Nullable Instant timestamp) {
    long nanoTime = timestamp == null ? recorder().clock().nanoTime() : 0;
    SpanBody open = enter(LIVE);
    if (open == null) {
      return;
    }
    try {
      long time = timestamp == null ? open.epochNanos(nanoTime) : EpochNanos.of(timestamp);
      open.addEvent(time, name, attributes, lengthLimit, recorder().limits());
    } finally {
      leave(LIVE);
    }
  }

  @Override
  public Span addLink(@Nullable SpanContext linked, @Nullable Attributes attributes) {
    Attributes safe = attributes == null ? Attributes.empty() : attributes;
    if (linked == null
        || !(linked.isValid() || !safe.isEmpty() || !linked.traceState().isEmpty())) {
      return this;
    }
    SpanBody open = enter(LIVE);
    if (open != null) {
      try {
        open.addLink(linked, safe, recorder().limits());
      } finally {
        leave(LIVE);
      }
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
            ? Strings.truncate(description, recorder().limits().attributeValueLength())
            : null;
    SpanBody open = enter(LIVE);
    if (open != null) {
      if (status != StatusCode.OK.otlpNumber()) {
        status = (byte) code.otlpNumber();
        open.statusDescription = kept;
      }
      leave(LIVE);
    }
    return this;
  }

  @Override
  public Span recordException(@Nullable Throwable exception, @Nullable Attributes attributes) {
    if (exception == null || !isRecording()) {
      return this;
    }
    try {
      int lengthLimit = recorder().limits().attributeValueLength();
      Attributes all = ExceptionEvent.of(exception, attributes, lengthLimit);
      // The stack trace has a length limit of its own: 4,096 chars of it would be of little use.
      addEvent("exception", all, Math.max(lengthLimit, ExceptionEvent.MAX_STACK_TRACE), null);
    } catch (Throwable hostileThrowable) {
      recorder().callbackFailed("An exception", hostileThrowable);
    }
    return this;
  }

  @Override
  public void end(@Nullable Instant timestamp) {
    SpanRecorder recorder = recorder();
    long nanoTime = timestamp == null ? recorder.clock().nanoTime() : 0;
    boolean hooks = recorder.hasHooks();
    SpanBody ended = change(LIVE, hooks ? ENDING | LOCKED : ENDED);
    if (ended == null) {
      recorder.endedAgain(this);
      return;
    }
    ended.endEpochNanos =
        timestamp == null
            ? ended.epochNanos(nanoTime)
            : Math.max(ended.startEpochNanos, EpochNanos.of(timestamp));
    boolean wanted = true;
    if (hooks) {
      leave(ENDING);
      wanted = recorder.isWanted(this);
      change(ENDING, ENDED);
    }
    recorder.ended(this, wanted);
    body = null;
    recorder.pool().giveBack(ended);
  }

  /** Goes on to a later state when nobody is in the body; null when somebody else did. */
  @SuppressWarnings("ThreadPriorityCheck") // as in enter
  private @Nullable SpanBody change(int from, int to) {
    while (true) {
      int now = state;
      if (now == from || (from == LIVE && isStartingHere(now))) {
        if (STATE.compareAndSet(this, now, to)) {
          return body;
        }
      } else if (now == (from | LOCKED)) {
        Thread.yield();
      } else {
        return null;
      }
    }
  }

  @Override
  public Scope makeCurrent() {
    return recorder().makeCurrent(this);
  }

  StatusCode statusCode() {
    int unused = state; // what the last one to leave has written
    return StatusCode.ofOtlpNumber(status);
  }

  /** Zero for a root, and once the hooks are through. */
  long parentSpanId() {
    SpanBody open = enter(ENDING);
    if (open == null) {
      return 0;
    }
    long id = open.parentSpanId;
    leave(ENDING);
    return id;
  }

  /** Zero once the hooks are through. */
  long durationNanos() {
    SpanBody open = enter(ENDING);
    if (open == null) {
      return 0;
    }
    long nanos = open.endEpochNanos - open.startEpochNanos;
    leave(ENDING);
    return nanos;
  }

  /** Null once the hooks are through. */
  @SuppressWarnings("unchecked") // the body compares the type of the key
  <T> @Nullable T attribute(@Nullable AttributeKey<T> key) {
    SpanBody open = key == null ? null : enter(ENDING);
    if (open == null || key == null) {
      return null;
    }
    try {
      return (T) open.get(key);
    } finally {
      leave(ENDING);
    }
  }

  /** Empty once the hooks are through. */
  Attributes attributes() {
    SpanBody open = enter(ENDING);
    if (open == null) {
      return Attributes.empty();
    }
    try {
      return open.attributes();
    } finally {
      leave(ENDING);
    }
  }

  void updateNameWhileEnding(@Nullable String name) {
    updateName(name, ENDING);
  }

  <T> void setAttributeWhileEnding(@Nullable AttributeKey<T> key, @Nullable T value) {
    setAttribute(key, value, ENDING);
  }

  void removeAttributeWhileEnding(@Nullable String name) {
    AttributeKey<String> key = AttributeKey.stringKey(name);
    SpanBody open = enter(ENDING);
    if (open != null) {
      try {
        open.remove(key);
      } finally {
        leave(ENDING);
      }
    }
  }

  static int otlpFlags(byte flags, boolean remote) {
    return flags | HAS_IS_REMOTE | (remote ? IS_REMOTE : 0);
  }

  /**
   * Writes the span. Only called by the thread that has ended it, before it gives the body back.
   */
  @Override
  public void encode(ProtoWriter out) {
    SpanBody ended = Objects.requireNonNull(body);
    out.id(TRACE_ID, traceIdHigh(), traceIdLow());
    out.id(SPAN_ID, spanIdAsLong());
    if (!traceState().isEmpty()) {
      out.string(TRACE_STATE, traceState().headerValue());
    }
    if (ended.parentSpanId != 0) {
      out.id(PARENT_SPAN_ID, ended.parentSpanId);
    }
    out.string(NAME, name);
    out.varint(KIND, kind);
    out.fixed64(START_TIME, ended.startEpochNanos);
    out.fixed64(END_TIME, ended.endEpochNanos);
    out.raw(ended.out);
    count(out, DROPPED_ATTRIBUTES, ended.dropped());
    count(out, DROPPED_EVENTS, ended.droppedEvents);
    count(out, DROPPED_LINKS, ended.droppedLinks);
    if (status != StatusCode.UNSET.otlpNumber()) {
      int start = out.mark();
      if (ended.statusDescription != null) {
        out.string(STATUS_MESSAGE, ended.statusDescription);
      }
      out.varint(STATUS_CODE, status);
      out.endMessage(STATUS, start);
    }
    out.fixed32(FLAGS, otlpFlags(flags(), ended.parentRemote));
  }

  private static void count(ProtoWriter out, int tag, int count) {
    if (count > 0) {
      out.varint(tag, count);
    }
  }

  /** Gives up events, links and the tail of long values: better a part of the span than nothing. */
  @Override
  public void encodeReduced(ProtoWriter out) {
    Objects.requireNonNull(body).reduce();
    name = Strings.truncate(name, SpanBody.REDUCED_VALUE_LENGTH);
    encode(out);
  }
}
