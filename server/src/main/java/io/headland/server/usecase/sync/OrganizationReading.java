package io.headland.server.usecase.sync;

import io.headland.server.core.configuration.SyncScope;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.RecordKind;
import java.util.List;
import java.util.Set;

/// The reading of one organization in a run, and how its records are stored.
///
/// @param denied kinds of records that the provider is known to deny
/// @param forced whether the caller disabled the guard against mass removal
/// @param withOperations whether field operations are read after the field data
/// @param assets kinds of assets that are read after the field data
/// @param missingScopes scopes that `withOperations` and `assets` require and the credential lacks
/// @param unread whether the organization was never read completely
/// @param fully whether everything is read, regardless of signatures
/// @param waiting whether a field waited for its boundary when the reading began
public record OrganizationReading(
    OrganizationKey organizationKey,
    SyncScope scope,
    Set<RecordKind> denied,
    boolean forced,
    boolean unread,
    boolean fully,
    boolean waiting,
    boolean withOperations,
    Set<AssetKind> assets,
    List<String> missingScopes) {
  public OrganizationReading {
    denied = Set.copyOf(denied);
    assets = Set.copyOf(assets);
    missingScopes = List.copyOf(missingScopes);
  }
}
