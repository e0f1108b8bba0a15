package io.headland.bench.soak.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The refresh tokens that the provider issued and rejected, and the kills of nodes.
public final class GrantHistory {
  /// A refresh token that the provider issued.
  ///
  /// @param requestedAt when the request arrived at the provider
  /// @param sent when the last byte of the response was sent
  public record Issue(String account, String token, int node, Instant requestedAt, Instant sent) {}

  /// A refresh token that the provider rejected.
  record Refusal(String account, String token, int node, Instant at) {}

  /// SIGKILL of a node.
  record Kill(int node, Instant at) {}

  private final Map<String, String> accounts = new HashMap<>();
  private final Map<String, Issue> last = new HashMap<>();
  private final Map<String, Refusal> refused = new HashMap<>();
  private final List<Kill> kills = new ArrayList<>();
  private int issued;

  /// The initial token of an account.
  public synchronized void began(String account, String token) {
    accounts.put(token, account);
  }

  /// Records the response to a refresh with a token.
  ///
  /// @param next the token of the response
  public synchronized void issued(
      String token, String next, int node, Instant requestedAt, Instant sent) {
    accountOf(token)
        .ifPresent(
            account -> {
              accounts.put(next, account);
              last.put(account, new Issue(account, next, node, requestedAt, sent));
              issued++;
            });
  }

  /// Records that the provider rejected a token as invalid; only the first time for each account
  /// counts.
  public synchronized void refused(String token, int node, Instant at) {
    accountOf(token)
        .ifPresent(account -> refused.putIfAbsent(account, new Refusal(account, token, node, at)));
  }

  public synchronized void killed(int node, Instant at) {
    kills.add(new Kill(node, at));
  }

  public synchronized int refreshes() {
    return issued;
  }

  public synchronized Optional<String> accountOf(String token) {
    return Optional.ofNullable(accounts.get(token));
  }

  public synchronized Optional<Issue> lastOf(String account) {
    return Optional.ofNullable(last.get(account));
  }

  public synchronized Optional<Refusal> refusalOf(String account) {
    return Optional.ofNullable(refused.get(account));
  }

  public synchronized List<Kill> kills() {
    return List.copyOf(kills);
  }
}
