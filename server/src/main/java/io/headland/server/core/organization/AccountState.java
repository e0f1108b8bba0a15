package io.headland.server.core.organization;

import io.headland.server.core.configuration.OrganizationDataSync;
import org.jspecify.annotations.Nullable;

/// The state of an account after its last sync.
///
/// @param signature by which the provider detects changes; blank when there is none
/// @param dataSync that was applied; null before the first sync
public record AccountState(String signature, @Nullable OrganizationDataSync dataSync) {}
