package io.headland.simulator.fault;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that shall go wrong: on which calls, how, and how often.
///
/// @param method an HTTP method, or `*`
/// @param path a pattern over the path, or over path and query; `*` stands for anything
/// @param effect what happens
/// @param delay how long the answer waits
/// @param after how many matching calls pass unharmed first
/// @param times how many calls are struck; [#ALWAYS] for all
/// @param share the part of the matching calls that is struck, evenly spread
public record Fault(
    String method, String path, Effect effect, Duration delay, int after, int times, double share) {

  public static final int ALWAYS = -1;

  /// What happens to a call that is struck.
  public sealed interface Effect {
    /// The provider fails with this status, in its own words unless `body` says others.
    record Status(int status, @Nullable String retryAfter, @Nullable String body)
        implements Effect {
      public Optional<String> findRetryAfter() {
        return Optional.ofNullable(retryAfter);
      }

      public Optional<String> findBody() {
        return Optional.ofNullable(body);
      }
    }

    /// Half of the true answer arrives, then the connection ends.
    record CutBody() implements Effect {}

    /// A page of some machine on the way, where JSON was expected.
    record HtmlPage(int status) implements Effect {}

    /// The true answer with its end missing, delivered as if it were whole.
    record BrokenJson() implements Effect {}

    /// The access token's time runs out just before this call.
    record ExpireToken() implements Effect {}

    /// A page of a list holds the records of the page before, with its own links. A first page and
    /// what is no page stay as they are.
    record RepeatedPage() implements Effect {}

    /// A part of the records is missing from a page that is otherwise right, evenly spread over it
    /// and at least one.
    record MissingRecords(double part) implements Effect {
      public MissingRecords {
        if (part <= 0 || part > 1) {
          throw new IllegalArgumentException("records must be above 0 and at most 1");
        }
      }
    }

    /// The records with a name have other values: an object is merged into what is there, anything
    /// else replaces it. The answer is otherwise the true one.
    ///
    /// @param name of the records; `*` for all
    /// @param values as a JSON object
    record SetValues(String name, String values) implements Effect {}

    /// Nothing but the delay.
    record Slow() implements Effect {}
  }

  public Fault {
    if (share <= 0 || share > 1) {
      throw new IllegalArgumentException("share must be above 0 and at most 1");
    }
    if (times == 0 || times < ALWAYS || after < 0 || delay.isNegative()) {
      throw new IllegalArgumentException("times must be 1 or more, after and delay 0 or more");
    }
    if (effect instanceof Effect.Status(int status, _, _) && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status must be between 200 and 599");
    }
  }

  private static Fault once(Effect effect) {
    return new Fault("*", "*", effect, Duration.ZERO, 0, 1, 1.0);
  }

  /// Fails once with a status.
  public static Fault status(int status) {
    return once(new Effect.Status(status, null, null));
  }

  public static Fault cutBody() {
    return once(new Effect.CutBody());
  }

  public static Fault htmlPage(int status) {
    return once(new Effect.HtmlPage(status));
  }

  public static Fault brokenJson() {
    return once(new Effect.BrokenJson());
  }

  public static Fault expireToken() {
    return once(new Effect.ExpireToken());
  }

  /// Use [#after] or a path to choose a page that is not the first.
  public static Fault repeatedPage() {
    return once(new Effect.RepeatedPage());
  }

  /// Leaves out such a part of the records, for example 0.2.
  public static Fault missingRecords(double part) {
    return once(new Effect.MissingRecords(part));
  }

  /// Sets values in the records with a name, for example `{"archived": "no"}`.
  public static Fault setValues(String name, String values) {
    return once(new Effect.SetValues(name, values));
  }

  public static Fault slow(Duration delay) {
    return once(new Effect.Slow()).delayed(delay);
  }

  public Fault on(String otherMethod, String otherPath) {
    return new Fault(otherMethod, otherPath, effect, delay, after, times, share);
  }

  public Fault onPath(String other) {
    return on(method, other);
  }

  public Fault delayed(Duration other) {
    return new Fault(method, path, effect, other, after, times, share);
  }

  public Fault after(int calls) {
    return new Fault(method, path, effect, delay, calls, times, share);
  }

  public Fault times(int other) {
    return new Fault(method, path, effect, delay, after, other, share);
  }

  public Fault always() {
    return times(ALWAYS);
  }

  /// Strikes an evenly spread part of all matching calls, for ever.
  public Fault share(double other) {
    return new Fault(method, path, effect, delay, after, ALWAYS, other);
  }

  public Fault retryAfter(Duration wait) {
    return retryAfter(Long.toString(wait.toSeconds()));
  }

  /// Any text, to try what a caller makes of it.
  public Fault retryAfter(String header) {
    return effect instanceof Effect.Status(int status, _, var body)
        ? with(new Effect.Status(status, header, body))
        : this;
  }

  public Fault body(String text) {
    return effect instanceof Effect.Status(int status, var retryAfter, _)
        ? with(new Effect.Status(status, retryAfter, text))
        : this;
  }

  private Fault with(Effect other) {
    return new Fault(method, path, other, delay, after, times, share);
  }
}
