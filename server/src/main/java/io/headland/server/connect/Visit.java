package io.headland.server.connect;

import io.headland.server.id.ApiOwnerId;
import io.headland.server.provider.Provider;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One browser at one provider through one link.
///
/// @param connectionPage whether it is still to be sent to the provider's connection page unasked;
///   null before there is a reason to
/// @param listAnew the organizations may have changed since they were listed
record Visit(
    ApiOwnerId owner,
    UUID id,
    UUID magicLinkId,
    Provider provider,
    @Nullable ConnectionPage connectionPage,
    boolean listAnew) {

  /// That happens once in a visit.
  enum ConnectionPage {
    DUE,
    SEEN
  }
}
