package io.headland.server.core.event;

import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A published event.
///
/// @param position in the feed of its API owner
/// @param leafUser null for an event without a Leaf user
/// @param provider null for an event without a provider
/// @param entity that changed
/// @param data content for programs, including `leafUserId` and `provider`
public record Event(
    EventId id,
    long position,
    EventType type,
    Instant occurredAt,
    @Nullable LeafUserId leafUser,
    @Nullable String provider,
    String entity,
    ObjectNode data) {}
