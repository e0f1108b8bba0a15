package io.headland.server.platform.http;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Sends a client each state of something that changes, as server-sent events: `progress` at once
/// and whenever it changes, `end` with the last state.
///
/// A stream that ends without `end` was cut short: the client connects again. Streams are bounded
/// in number and shared between API owners, look no oftener than their pace, and end when the
/// server stops.
public final class EventStreams implements AutoCloseable {
  private static final int MOST = 200;
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final StreamShares shares;
  private final Duration pace;
  private final long looksBetweenHeartbeats;

  public EventStreams() {
    this(MOST, PACE, HEARTBEAT);
  }

  /// Streams with bounds of their own.
  ///
  /// @param pace how long to wait between two looks
  /// @param heartbeat after how long without an event a comment is sent
  EventStreams(int most, Duration pace, Duration heartbeat) {
    this.shares = new StreamShares(most);
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

  /// The answer that sends each state, or that there are too many streams already.
  public Response follow(ApiOwnerId owner, Request request, State first, Watch watch) {
    Optional<StreamShares.Share> share = shares.take(owner);
    if (share.isEmpty()) {
      return Response.problem(
          Problem.of(503, "Too many event streams are open.").withRetryAfter(RETRY), request);
    }
    return Response.stream("text/event-stream", new Following(share.get(), first, watch))
        .header("Cache-Control", "no-store")
        // nginx collects an answer before it passes it on, without this.
        .header("X-Accel-Buffering", "no");
  }

  private final class Following implements Response.Writing {
    private final StreamShares.Share share;
    private final State first;
    private final Watch watch;

    Following(StreamShares.Share share, State first, Watch watch) {
      this.share = share;
      this.first = first;
      this.watch = watch;
    }

    @Override
    public void to(OutputStream out) throws IOException, InterruptedException {
      try (share) {
        tellAll(out, share, first, watch);
      }
    }

    @Override
    public void discard() {
      share.close();
    }
  }

  private void tellAll(OutputStream out, StreamShares.Share share, State first, Watch watch)
      throws IOException, InterruptedException {
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
      if (share.awaitEnd(pace)) {
        return;
      }
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

  /// Ends every stream, and each that is opened later after its first event.
  @Override
  public void close() {
    shares.close();
  }
}
