package io.headland.server.platform.http;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.ReplayWait;
import io.headland.server.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Sends a client each state of a changing resource, as server-sent events: `progress` immediately
/// and whenever it changes, `end` with the last state.
///
/// A stream that ends without `end` was interrupted: the client connects again. Streams are bounded
/// in number and shared between API owners, poll at a fixed interval, and end when the server
/// stops.
public final class EventStreams implements AutoCloseable {
  private static final int MAX_STREAMS = 200;
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final StreamShares shares;
  private final Duration pollInterval;
  private final long pollsBetweenHeartbeats;
  private final ReplayWait replayWait;

  /// @param replayWait before the last state
  public EventStreams(ReplayWait replayWait) {
    this(MAX_STREAMS, POLL_INTERVAL, HEARTBEAT, replayWait);
  }

  /// Streams with given limits.
  ///
  /// @param pollInterval the polling interval
  /// @param heartbeat the time without an event after which a comment is sent
  EventStreams(int limit, Duration pollInterval, Duration heartbeat, ReplayWait replayWait) {
    this.replayWait = replayWait;
    this.shares = new StreamShares(limit);
    this.pollInterval = pollInterval;
    this.pollsBetweenHeartbeats = Math.max(1, heartbeat.toNanos() / pollInterval.toNanos());
  }

  /// A state of the resource.
  ///
  /// @param isLast it will not change any more
  public record State(Object view, boolean isLast) {}

  /// Reads the present state; empty when the resource no longer exists.
  @FunctionalInterface
  public interface Watch {
    Optional<State> read();
  }

  /// The response that sends each state, or a problem when there are too many streams.
  public Response follow(ApiOwnerId owner, Request request, State first, Watch watch) {
    Optional<StreamShares.Share> share = shares.take(owner);
    if (share.isEmpty()) {
      return Response.problem(
          Problem.of(503, "Too many event streams are open.").withRetryAfter(RETRY), request);
    }
    return Response.stream("text/event-stream", new Following(share.get(), first, watch))
        .header("Cache-Control", "no-store")
        // Without this header nginx buffers the response.
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
        sendAll(out, share, first, watch);
      }
    }

    @Override
    public void discard() {
      share.close();
    }
  }

  private void sendAll(OutputStream out, StreamShares.Share share, State first, Watch watch)
      throws IOException, InterruptedException {
    byte[] sent = {};
    long unchanged = 0;
    for (Optional<State> next = Optional.of(first); next.isPresent(); next = watch.read()) {
      State state = next.get();
      byte[] json = Json.MAPPER.writeValueAsBytes(state.view());
      if (state.isLast()) {
        // The client may read the result next.
        replayWait.await();
        send(out, "end", json);
        return;
      }
      unchanged = Arrays.equals(json, sent) ? unchanged + 1 : 0;
      if (unchanged == 0) {
        send(out, "progress", json);
        sent = json;
      } else if (unchanged % pollsBetweenHeartbeats == 0) {
        write(out, ":\n\n");
      }
      if (share.awaitEnd(pollInterval)) {
        return;
      }
    }
  }

  /// The JSON is one line: the mapper writes no line breaks, and escapes those in texts.
  private static void send(OutputStream out, String event, byte[] json) throws IOException {
    write(out, "event: " + event + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// Ends all streams, and each that is opened later after its first event.
  @Override
  public void close() {
    shares.close();
  }
}
