package io.headland.bench.soak.check;

import io.headland.bench.soak.check.GrantHistory.Issue;
import io.headland.bench.soak.check.GrantHistory.Kill;
import io.headland.bench.soak.check.GrantHistory.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds grants for which the server does not have the refresh token that the provider issued last.
public final class GrantChecker {
  /// Longest time between a response and a kill for which the loss of its token is documented: the
  /// process ended before it could write the token to a file.
  public static final Duration WINDOW = Duration.ofMillis(100);

  private GrantChecker() {}

  /// A grant that was lost.
  ///
  /// @param killedAfter the time from the response to the kill, negative for a kill before the
  ///   response was sent; absent when no kill explains the loss
  public record Loss(String account, String what, Instant when, Optional<Duration> killedAfter) {
    /// Whether the loss is of the documented kind.
    public boolean isDocumented() {
      return killedAfter.isPresent();
    }
  }

  /// Compares the tokens of the server with those that the provider issued.
  ///
  /// @param held by account, the refresh token that the server returns or will commit from a file
  public static List<Loss> check(GrantHistory history, Map<String, String> held) {
    List<Loss> losses = new ArrayList<>();
    held.forEach((account, token) -> check(history, account, token).ifPresent(losses::add));
    losses.sort(Comparator.comparing(Loss::when));
    return losses;
  }

  private static Optional<Loss> check(GrantHistory history, String account, String held) {
    Optional<Refusal> refusal = history.refusalOf(account);
    Optional<Issue> last = history.lastOf(account);
    if (refusal.isEmpty() && (last.isEmpty() || last.get().token().equals(held))) {
      return Optional.empty();
    }
    if (last.isEmpty()) {
      String what = account + ": the provider rejected the first token";
      return Optional.of(new Loss(account, what, refusal.get().at(), Optional.empty()));
    }
    Issue issue = last.get();
    boolean spentWasSent = refusal.filter(r -> !r.token().equals(issue.token())).isPresent();
    String what =
        "%s: the token issued to node %d at %s is not stored%s"
            .formatted(
                account,
                issue.node() + 1,
                issue.sent(),
                refusal
                    .map(
                        r ->
                            "; node %d sent %s token at %s"
                                .formatted(
                                    r.node() + 1, spentWasSent ? "a used" : "the last", r.at()))
                    .orElse(""));
    return Optional.of(new Loss(account, what, issue.sent(), killAfter(history, issue)));
  }

  /// A kill while the response was awaited, or shortly after it was sent.
  private static Optional<Duration> killAfter(GrantHistory history, Issue issue) {
    return history.kills().stream()
        .filter(kill -> kill.node() == issue.node())
        .map(Kill::at)
        .filter(at -> !at.isBefore(issue.requestedAt().minus(WINDOW)))
        .filter(at -> !at.isAfter(issue.sent().plus(WINDOW)))
        .map(at -> Duration.between(issue.sent(), at))
        .min(Comparator.comparing(Duration::abs));
  }
}
