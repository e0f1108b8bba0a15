package io.headland.server.core.event;

import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An event that was published.
///
/// @param position its place in the feed of its API owner
/// @param leafUser null for what belongs to no Leaf user
/// @param provider null for what belongs to none
/// @param entity what changed
/// @param data what programs are told, `leafUserId` and `provider` included
public record Event(
    EventId id,
    long position,
    EventType type,
    Instant occurredAt,
    @Nullable LeafUserId leafUser,
    @Nullable String provider,
    String entity,
    ObjectNode data) {}
