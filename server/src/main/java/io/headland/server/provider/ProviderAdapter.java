package io.headland.server.provider;

import io.headland.server.platform.providerhttp.CallRecorder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one provider for one credential. Uses HTTP and JSON, and depends neither on SQL nor on API
/// owners.
///
/// No method throws because of a response of the provider: each is one of the sealed results. Every
/// call is reported to the [CallRecorder], including those without a response.
public interface ProviderAdapter {
  Provider provider();

  /// Exchanges the refresh token for an access token. Not safe to repeat unless it is
  /// [GrantRefresh.Failed]: the provider may have rotated the refresh token.
  GrantRefresh refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException;

  /// One page of the organizations that the credential can access. Safe to repeat.
  Fetch<OrganizationRecord> fetchOrganizations(ProviderSession session, Cursor from)
      throws InterruptedException;

  /// Requests one organization by its id, to determine why a listing lacked it. Safe to repeat.
  OrganizationLookup lookUpOrganization(ProviderSession session, String providerOrgId)
      throws InterruptedException;

  /// The kinds of records that this provider has.
  Set<RecordKind> kinds();

  /// The kinds of records that are embedded in records of another kind, so that reading does not
  /// show whether they are denied. By default none.
  default Set<RecordKind> embeddedKinds() {
    return Set.of();
  }

  /// Determines whether an organization permits reading a kind of record. Safe to repeat.
  default AccessLookup lookUpAccess(ProviderSession session, String providerOrgId, RecordKind kind)
      throws InterruptedException {
    return new AccessLookup.Permitted();
  }

  /// The listings that contain all field data of an organization, in the order of reading: parents
  /// first.
  ///
  /// @param denied kinds that the organization does not permit the credential to read
  List<FieldDataListing> fieldDataListings(Set<RecordKind> denied);

  /// One page of a listing. Safe to repeat. The signature returned with the last page can be used
  /// in [Cursor.StartIfChanged] as long as the organization withholds the same kinds.
  /// [Fetch.Changed] may also be the result of a [Cursor.Continue] whose listing has changed.
  Fetch<FieldDataRecord> fetchFieldData(
      ProviderSession session, String providerOrgId, FieldDataListing listing, Cursor from)
      throws InterruptedException;

  /// Notifications of changes; empty when the provider has none.
  default Optional<ChangeNotifications> notifications() {
    return Optional.empty();
  }

  /// Field operations; empty when Headland does not read those of the provider.
  default Optional<FieldOperationReads> fieldOperations() {
    return Optional.empty();
  }

  /// Machines, implements and operators; empty when Headland does not read those of the provider.
  default Optional<AssetReads> assets() {
    return Optional.empty();
  }

  /// Creates records at the provider; empty if Headland does not write to it.
  default Optional<FieldDataWrites> fieldDataWrites() {
    return Optional.empty();
  }

  /// The permissions of this credential as in Leaf's API, for example `FIELDS:READ`, from the
  /// scopes that the provider granted.
  List<String> leafScopes(List<String> providerScopes);

  /// Which scopes reading requires.
  default ProviderScopes scopes() {
    return ProviderScopes.NONE;
  }

  /// The consent of growers in a browser; empty if the provider does not support it.
  default Optional<Consent> consent() {
    return Optional.empty();
  }
}
