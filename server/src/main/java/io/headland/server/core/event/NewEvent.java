package io.headland.server.core.event;

import io.headland.server.platform.id.LeafUserId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An event to be inserted.
///
/// @param leafUser null for an event without a Leaf user
/// @param provider its name in the API; null for an event without a provider
/// @param entity that changed, for example `credential/<id>`: the order is kept for each
/// @param data content besides the Leaf user and the provider; never a secret
public record NewEvent(
    EventType type,
    @Nullable LeafUserId leafUser,
    @Nullable String provider,
    String entity,
    ObjectNode data) {}
