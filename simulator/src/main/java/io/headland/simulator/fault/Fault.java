package io.headland.simulator.fault;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A fault to inject: on which calls, with which effect, and how often.
///
/// @param method an HTTP method, or `*`
/// @param path a pattern over the path, or over path and query; `*` matches any characters
/// @param effect the effect on the response
/// @param delay the delay of the response
/// @param after the number of matching calls that are not affected first
/// @param times the number of calls that are affected; [#ALWAYS] for all
/// @param share the share of matching calls that is affected, evenly distributed
public record Fault(
    String method, String path, Effect effect, Duration delay, int after, int times, double share) {

  public static final int ALWAYS = -1;

  /// The effect on an affected call.
  public sealed interface Effect {
    /// The response has this status, with the provider's own error body unless `body` is given.
    record Status(int status, @Nullable String retryAfter, @Nullable String body)
        implements Effect {
      public Optional<String> findRetryAfter() {
        return Optional.ofNullable(retryAfter);
      }

      public Optional<String> findBody() {
        return Optional.ofNullable(body);
      }
    }

    /// The connection is closed after half of the body.
    record CutBody() implements Effect {}

    /// An HTML page, as from an intermediary, instead of JSON.
    record HtmlPage(int status) implements Effect {}

    /// The body is truncated, with a matching length.
    record BrokenJson() implements Effect {}

    /// The access token expires just before this call.
    record ExpireToken() implements Effect {}

    /// A page of a list contains the records of the previous page, with its own links. The first
    /// page, and responses that are not pages, are not changed.
    record RepeatedPage() implements Effect {}

    /// A share of the records, at least one, is missing from a page that is otherwise correct; the
    /// missing records are evenly distributed.
    record MissingRecords(double part) implements Effect {
      public MissingRecords {
        if (part <= 0 || part > 1) {
          throw new IllegalArgumentException("records must be above 0 and at most 1");
        }
      }
    }

    /// The records with the given name have other values: an object is merged into the existing
    /// value, any other value replaces it. The rest of the response is unchanged.
    ///
    /// @param name of the records; `*` for all
    /// @param values as a JSON object
    record SetValues(String name, String values) implements Effect {}

    /// Only the delay.
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

  /// Use [#after] or a path to select a page other than the first.
  public static Fault repeatedPage() {
    return once(new Effect.RepeatedPage());
  }

  /// Removes a share of the records, for example 0.2.
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

  /// Affects an evenly distributed share of all matching calls, without a limit.
  public Fault share(double other) {
    return new Fault(method, path, effect, delay, after, ALWAYS, other);
  }

  public Fault retryAfter(Duration wait) {
    return retryAfter(Long.toString(wait.toSeconds()));
  }

  /// Any text, to test how a caller handles it.
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
