package io.headland.server.core.event;

import io.headland.server.platform.id.LeafUserId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An event on its way into the database.
///
/// @param leafUser null for what belongs to no Leaf user
/// @param provider the name that the API has for it; null for what belongs to none
/// @param entity what changed, for example `credential/<id>`: order is kept for each
/// @param data what is told beside the Leaf user and the provider; never a secret
public record NewEvent(
    EventType type,
    @Nullable LeafUserId leafUser,
    @Nullable String provider,
    String entity,
    ObjectNode data) {}
