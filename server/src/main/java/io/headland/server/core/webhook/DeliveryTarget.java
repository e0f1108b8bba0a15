package io.headland.server.core.webhook;

import java.util.Optional;

/// An endpoint as of the beginning of a batch.
///
/// @param secrets those that sign; empty while it is disabled
/// @param retriesDue whether events are due to be sent again
public record DeliveryTarget(
    Webhook webhook, Optional<SigningSecrets> secrets, boolean retriesDue) {}
