package io.headland.server.core.credential;

import io.headland.server.platform.files.HandoverFile;
import io.headland.server.platform.files.HandoverFiles;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One refresh, from before its lease is taken until its result is committed, and the file that
/// remains when this process ends before that.
public final class PendingGrant implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PendingGrant.class);

  private final RefreshLease lease;
  private final HandoverFile file;
  private boolean stored;

  private PendingGrant(RefreshLease lease, HandoverFile file) {
    this.lease = lease;
    this.file = file;
  }

  /// Creates the file.
  ///
  /// @throws IOException when the file cannot be created, so that the result could not be written
  ///   either
  public static PendingGrant create(HandoverFiles files, RefreshLease lease) throws IOException {
    return new PendingGrant(lease, files.create(lease.holder(), lease.toJson()));
  }

  public RefreshLease lease() {
    return lease;
  }

  /// Whether the grant is in the file.
  public boolean isStored() {
    return stored;
  }

  /// Writes the grant to the file. A failure is reported by [#isStored()] and may be repeated.
  public void store(RefreshedGrant grant) {
    try {
      file.store(grant.toJson());
      stored = true;
    } catch (IOException e) {
      log.error(
          "The refreshed grant of credential {} cannot be written to the data folder: {}",
          lease.credential(),
          e.toString());
    }
  }

  /// Removes the file: there is no grant, or it is committed.
  public void discard() {
    try {
      file.delete();
    } catch (IOException e) {
      // Its content is older than the row from now on, so that the next start removes it.
      log.warn("The file of a committed grant cannot be removed: {}", e.toString());
    }
  }

  /// Leaves the file to [GrantRecovery], unless it was discarded.
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      log.warn("The file of a grant was not closed: {}", e.toString());
    }
  }
}
