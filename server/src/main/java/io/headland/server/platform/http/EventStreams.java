package io.headland.server.platform.http;

import io.headland.server.platform.id.ApiOwnerId;
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

  /// Streams with given bounds.
  ///
  /// @param pace the polling interval
  /// @param heartbeat the time without an event after which a comment is sent
  EventStreams(int most, Duration pace, Duration heartbeat) {
    this.shares = new StreamShares(most);
    this.pace = pace;
    this.looksBetweenHeartbeats = Math.max(1, heartbeat.dividedBy(pace));
  }

  /// A state of the resource.
  ///
  /// @param isLast it will not change any more
  public record State(Object view, boolean isLast) {}

  /// Reads the present state; empty when the resource no longer exists.
  @FunctionalInterface
  public interface Watch {
    Optional<State> look();
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

  /// The JSON is one line: the mapper writes no line breaks, and escapes those in texts.
  private static void tell(OutputStream out, String event, byte[] json) throws IOException {
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
