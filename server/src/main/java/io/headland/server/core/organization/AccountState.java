package io.headland.server.core.organization;

import io.headland.server.core.configuration.OrganizationDataSync;
import org.jspecify.annotations.Nullable;

/// What the last sync of an account left behind.
///
/// @param signature by which the provider can tell that nothing changed; blank when there is none
/// @param dataSync that was applied; null before the first sync
public record AccountState(String signature, @Nullable OrganizationDataSync dataSync) {}
