package io.headland.server.core.health;

import io.headland.server.core.credential.CredentialFailure;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.PagePosition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of an account, from its credential, its organizations and its runs.
///
/// @param revoked number of organizations that are `BLOCKED` by the credential
/// @param fields of the visible organizations, including previews
/// @param lastSyncedAt when a run last read everything
/// @param nextSyncAt null when nothing is to be synced
/// @param notificationsSince the time since which the provider sends notifications; null when it
///   does not
public record AccountOverview(
    String leafUserId,
    String leafUserName,
    String provider,
    AccountHealth health,
    CredentialOverview credential,
    Organizations organizations,
    int revoked,
    long fields,
    @Nullable Run lastRun,
    @Nullable Instant lastSyncedAt,
    @Nullable Instant nextSyncAt,
    @Nullable Instant notificationsSince) {

  /// The credential of the account.
  ///
  /// @param failure null when the last call succeeded
  public record CredentialOverview(
      String id, String status, Instant createdAt, @Nullable CredentialFailure failure) {}

  /// The number of organizations of each status.
  ///
  /// @param lost see [AccountView.Organizations]
  public record Organizations(int selected, int preview, int blocked, int lost) {}

  /// The last run.
  public record Run(
      String id,
      String state,
      String cause,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String failure) {}

  AccountPosition position() {
    return new AccountPosition(UUID.fromString(leafUserId), provider);
  }

  /// A position in the list of accounts, as in the cursor of a `Link`.
  record AccountPosition(UUID leafUser, String provider) {
    String encoded() {
      return leafUser + "/" + provider;
    }

    static AccountPosition decode(String text) {
      String[] parts = text.split("/", 2);
      if (parts.length == 2) {
        return new AccountPosition(
            LeafUserId.parse(parts[0]).orElseThrow(PagePosition.InvalidException::new).value(),
            parts[1]);
      }
      throw new PagePosition.InvalidException();
    }
  }
}
