package io.headland.server.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The health of an account in an answer.
///
/// @param fields of the organizations that are shown, previews included
/// @param lastSyncedAt when a run last brought everything
/// @param nextSyncAt absent where nothing is to be synced
/// @param noticesSince since when the provider tells of changes itself; absent where it does not
record AccountView(
    String leafUserId,
    String leafUserName,
    String provider,
    AccountHealth health,
    Credential credential,
    Organizations organizations,
    long fields,
    @Nullable Run lastRun,
    @Nullable Instant lastSyncedAt,
    @Nullable Instant nextSyncAt,
    @Nullable Instant noticesSince) {

  record Credential(String id, String status, Instant createdTime) {}

  /// How many there are of each status.
  ///
  /// @param lost those `BLOCKED` that were connected before, or that need something done at the
  ///   provider
  record Organizations(int selected, int preview, int blocked, int lost) {}

  record Run(
      String id,
      String state,
      String cause,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String failure) {}

  AccountPlace place() {
    return new AccountPlace(java.util.UUID.fromString(leafUserId), provider);
  }
}
