package io.headland.server.engine.grant;

import io.headland.server.core.credential.GrantStore;
import io.headland.server.core.credential.PendingGrant;
import io.headland.server.core.credential.RefreshLease;
import io.headland.server.core.credential.RefreshedGrant;
import io.headland.server.platform.files.HandoverFiles;
import io.headland.server.platform.files.HandoverFiles.Found;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.platform.tasks.BackgroundLoops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits the grants of earlier processes in the data folder, and releases the leases of refreshes
/// that ended without a result: at the start, and then every few seconds, because the database may
/// have been unavailable, or files may have been copied into the folder.
///
/// A file that cannot be read, or whose API owner is not in this database, is reported once and
/// kept.
public final class GrantRecovery {
  private static final Logger log = LoggerFactory.getLogger(GrantRecovery.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final UUID NIL = new UUID(0, 0);

  private final HandoverFiles files;
  private final GrantStore grants;
  private final GrantCommitter committer;
  private final Set<Path> reported = ConcurrentHashMap.newKeySet();

  private GrantRecovery(HandoverFiles files, GrantStore grants, GrantCommitter committer) {
    this.files = files;
    this.grants = grants;
    this.committer = committer;
  }

  /// Reads the folder once before it returns, and then periodically.
  public static BackgroundLoop start(
      HandoverFiles files, GrantStore grants, GrantCommitter committer, BackgroundLoops loops) {
    GrantRecovery recovery = new GrantRecovery(files, grants, committer);
    recovery.check();
    try {
      recovery.recoverAll();
    } catch (RuntimeException e) {
      // The loop retries.
      log.warn("Pending grants could not be committed yet: {}", e.toString());
    }
    return loops.startMaintenance("pending-grants", INTERVAL, INTERVAL, _ -> recovery.recoverAll());
  }

  /// Writes and removes a test file. A folder that is not writable is reported before a refresh
  /// requires it; and the classes are loaded, so that the first refresh writes its result as fast
  /// as a later one.
  private void check() {
    RefreshedGrant sample = RefreshedGrant.sample();
    RefreshLease lease = new RefreshLease(sample.owner(), sample.credential(), 0, NIL);
    try {
      files.delete(NIL); // of a process that was killed at this point
      try (PendingGrant file = PendingGrant.create(files, lease)) {
        file.store(sample);
        file.discard();
      }
    } catch (IOException e) {
      log.error("No grant can be refreshed: the data folder cannot be written", e);
    }
  }

  private void recoverAll() {
    try {
      for (Found found : files.list()) {
        recoverOrReport(found);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void recoverOrReport(Found found) {
    try {
      recover(found);
    } catch (RuntimeException e) {
      if (GrantCommitter.isRetryable(e)) {
        throw e; // the database is unavailable for the other files as well
      }
      report(found.file(), e.toString());
    }
  }

  private void recover(Found found) {
    switch (found) {
      case Found.Unreadable(Path file, String reason) -> report(file, reason);
      case Found.Valid(Path file, String lease, Optional<String> grant) -> {
        RefreshLease refresh = RefreshLease.parse(lease);
        if (isForeign(refresh.owner())) {
          report(file, "its API owner is not in this database");
        } else {
          grant.ifPresentOrElse(this::commit, () -> grants.releaseLease(refresh.owner(), refresh));
          delete(file);
        }
      }
    }
  }

  private void commit(String text) {
    RefreshedGrant grant = RefreshedGrant.parse(text);
    if (committer.commit(grant)) {
      log.info(
          "Committed the refreshed grant of credential {} from the data folder",
          grant.credential());
    } else {
      log.info(
          "Credential {} was deleted or has a newer grant than the data folder",
          grant.credential());
    }
  }

  private boolean isForeign(ApiOwnerId owner) {
    return !grants.knows(owner);
  }

  private void delete(Path file) {
    try {
      files.delete(file);
    } catch (IOException e) {
      report(file, "it is committed and cannot be removed: " + e);
    }
  }

  private void report(Path file, String reason) {
    if (reported.add(file)) {
      log.error("The file {} of a pending grant is ignored: {}", file, reason);
    }
  }
}
