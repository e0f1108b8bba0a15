package io.headland.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Follows something that changes and tells a client of each of its states, as server-sent events:
/// `progress` at once and whenever it changes, `end` with the last state.
///
/// A stream that ends without `end` was cut short: the client asks again. Streams are bounded in
/// number, look no oftener than their pace, and end when the server stops.
public final class EventStreams implements AutoCloseable {
  private static final int MOST = 200;
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Semaphore free;
  private final Duration pace;
  private final long looksBetweenHeartbeats;
  private final CountDownLatch stopping = new CountDownLatch(1);

  public EventStreams() {
    this(MOST, PACE, HEARTBEAT);
  }

  /// Streams with bounds of their own.
  ///
  /// @param pace how long to wait between two looks
  /// @param heartbeat after how long a silence a client is told that the stream lives
  EventStreams(int most, Duration pace, Duration heartbeat) {
    this.free = new Semaphore(most);
    this.pace = pace;
    this.looksBetweenHeartbeats = Math.max(1, heartbeat.dividedBy(pace));
  }

  /// How something is at one moment.
  ///
  /// @param isLast it will not change any more
  public record State(Object view, boolean isLast) {}

  /// Looks at it once more; empty when it is no longer there.
  @FunctionalInterface
  public interface Watch {
    Optional<State> look();
  }

  /// The answer that tells of each state, or that there are too many streams already.
  public Answer follow(Call call, State first, Watch watch) {
    if (!free.tryAcquire()) {
      return Answer.problem(
          Problem.of(503, "Too many clients follow something at this moment.")
              .withRetryAfter(RETRY),
          call);
    }
    return Answer.stream("text/event-stream", out -> tellAll(out, first, watch))
        .header("Cache-Control", "no-store")
        // Some proxies collect an answer before they pass it on, unless told not to.
        .header("X-Accel-Buffering", "no");
  }

  private void tellAll(OutputStream out, State first, Watch watch)
      throws IOException, InterruptedException {
    try {
      byte[] told = {};
      long silence = 0;
      for (Optional<State> next = Optional.of(first); next.isPresent(); next = watch.look()) {
        State state = next.get();
        byte[] json = Json.MAPPER.writeValueAsBytes(state.view());
        if (state.isLast()) {
          tell(out, "end", json);
          return;
        }
        silence = Arrays.equals(json, told) ? silence + 1 : 0;
        if (silence == 0) {
          tell(out, "progress", json);
          told = json;
        } else if (silence % looksBetweenHeartbeats == 0) {
          write(out, ":\n\n");
        }
        if (stopping.await(pace.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } finally {
      free.release();
    }
  }

  /// The JSON is one line: the mapper breaks none, and texts have theirs escaped.
  private static void tell(OutputStream out, String event, byte[] json) throws IOException {
    write(out, "event: " + event + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// Ends every stream, and each that is still opened after what it has to say first.
  @Override
  public void close() {
    stopping.countDown();
  }
}
