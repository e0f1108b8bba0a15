package io.headland.server.core.connect;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of one browser that connects an account at one provider with one link.
///
/// @param connectionPage whether the browser is still to be redirected to the provider's connection
///   page; null before there is a reason for it
/// @param listingDue the organizations may have changed since they were listed
/// @param signedInAt when this browser last completed a sign-in at the provider
public record ConnectSession(
    ApiOwnerId owner,
    UUID id,
    UUID magicLinkId,
    Provider provider,
    @Nullable ConnectionPage connectionPage,
    boolean listingDue,
    @Nullable Instant signedInAt) {
  /// The time for which a sign-in is recent.
  private static final Duration RECENT = Duration.ofMinutes(15);

  public boolean hasRecentSignIn(Instant now) {
    return signedInAt != null && now.isBefore(signedInAt.plus(RECENT));
  }

  /// The state of the redirect, which happens once in a session.
  public enum ConnectionPage {
    DUE,
    SEEN
  }
}
