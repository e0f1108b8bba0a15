package io.headland.server.engine.grant;

import io.headland.server.core.credential.CredentialStore;
import io.headland.server.core.credential.GrantStore;
import io.headland.server.core.credential.GrantStore.Committed;
import io.headland.server.core.credential.PendingGrant;
import io.headland.server.core.credential.RefreshedGrant;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.usecase.credential.RecordCredentialStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits refreshed grants, regardless of the duration of an outage of the database, and writes
/// the consequences of a committed grant.
public final class GrantCommitter {
  private static final Logger log = LoggerFactory.getLogger(GrantCommitter.class);

  private static final Duration RETRY = Duration.ofMillis(250);

  /// One line in the log per minute.
  private static final int RETRIES_PER_LINE = 240;

  /// The number of retries during a stop for a grant that neither the database nor the data folder
  /// accepts.
  private static final int LAST_RETRIES = 240;

  /// Data exception, integrity constraint violation, syntax error or access rule violation: the
  /// statement is wrong, and a retry does not help.
  private static final java.util.Set<String> WRONG_STATEMENT = java.util.Set.of("22", "23", "42");

  private final GrantStore grants;
  private final CredentialStore credentials;
  private final RecordCredentialStatus statuses;
  private final InstantSource clock;
  private final Sleeper pause;
  private volatile boolean closing;

  public GrantCommitter(
      GrantStore grants,
      CredentialStore credentials,
      RecordCredentialStatus statuses,
      InstantSource clock,
      Sleeper pause) {
    this.grants = grants;
    this.credentials = credentials;
    this.statuses = statuses;
    this.clock = clock;
    this.pause = pause;
  }

  /// The result for a grant.
  enum CommitResult {
    COMMITTED,
    /// The credential was deleted or has a newer grant.
    SUPERSEDED,
    /// The server is stopping while the database is unavailable; the grant is in its file.
    HANDED_OVER
  }

  /// Writes a grant to its file and then to the database. The latter is retried until it succeeds,
  /// or until the server stops.
  CommitResult storeAndCommit(PendingGrant file, RefreshedGrant grant) throws InterruptedException {
    file.store(grant);
    int last = LAST_RETRIES;
    for (int attempt = 0; ; attempt++) {
      try {
        Optional<Committed> committed = grants.commit(grant.owner(), grant);
        file.discard();
        committed.ifPresent(done -> follow(grant, done));
        return committed.isPresent() ? CommitResult.COMMITTED : CommitResult.SUPERSEDED;
      } catch (RuntimeException e) {
        if (!isRetryable(e)) {
          throw e; // the file is kept
        }
        report(grant, attempt, e);
      }
      if (!file.isStored()) {
        file.store(grant);
      }
      if (closing && (file.isStored() || last-- == 0)) {
        log.warn(
            "The refreshed grant of credential {} is not in the database yet; {}",
            grant.credential(),
            file.isStored()
                ? "the next start with this data folder commits it"
                : "it cannot be written to the data folder either and is lost");
        return CommitResult.HANDED_OVER;
      }
      pause.forAbout(RETRY);
    }
  }

  /// Commits a grant of an earlier process.
  ///
  /// @return whether it was newer than that of the row
  boolean commit(RefreshedGrant grant) {
    Optional<Committed> committed = grants.commit(grant.owner(), grant);
    committed.ifPresent(done -> follow(grant, done));
    return committed.isPresent();
  }

  /// From now on a grant in a file is left to the next start instead of waiting for the database.
  void close() {
    closing = true;
  }

  private static void report(RefreshedGrant grant, int attempt, RuntimeException e) {
    if (attempt % RETRIES_PER_LINE == 0) {
      log.warn(
          "The refreshed grant of credential {} cannot be committed at present ({}); retrying",
          grant.credential(),
          e.toString());
    }
  }

  /// Values that this method cannot write are written after the next successful call of the
  /// credential.
  private void follow(RefreshedGrant grant, Committed done) {
    try {
      credentials
          .find(done.account())
          .filter(stored -> stored.id().equals(grant.credential()))
          .ifPresent(
              stored ->
                  statuses.markGranted(done.account(), stored, done.restored(), clock.instant()));
      if (done.restored()) {
        log.info("Credential {} is valid again: a late refresh was committed", grant.credential());
      }
    } catch (RuntimeException e) {
      if (!isRetryable(e)) {
        throw e;
      }
      log.warn(
          "The status of credential {} could not be written ({})",
          grant.credential(),
          e.toString());
    }
  }

  /// All failures except programming errors are temporary.
  static boolean isRetryable(RuntimeException failure) {
    if (DatabaseOutage.isCauseOf(failure)) {
      return true;
    }
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        return state.length() != 5 || !WRONG_STATEMENT.contains(state.substring(0, 2));
      }
      cause = cause.getCause();
    }
    return false;
  }
}
