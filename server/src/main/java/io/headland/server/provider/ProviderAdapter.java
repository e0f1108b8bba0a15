package io.headland.server.provider;

import io.headland.server.platform.providerhttp.CallRecorder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one provider for one credential. Knows HTTP and JSON; knows no SQL and no API owner.
///
/// No method throws for anything that a provider does: each answer is one of the sealed outcomes.
/// Every call to the provider is told to the [CallRecorder], also those that got no answer.
public interface ProviderAdapter {
  Provider provider();

  /// Exchanges the refresh token for an access token. Not safe to repeat unless it is
  /// [GrantRefresh.Failed]: the provider may have rotated the refresh token.
  GrantRefresh refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException;

  /// One page of the organizations that the credential can see. Safe to repeat.
  Fetch<OrganizationRecord> fetchOrganizations(ProviderSession session, Cursor from)
      throws InterruptedException;

  /// Asks for one organization by name, to find out why a listing lacked it. Safe to repeat.
  OrganizationLookup lookUpOrganization(ProviderSession session, String providerOrgId)
      throws InterruptedException;

  /// The kinds of records that this provider has at all.
  Set<RecordKind> kinds();

  /// The kinds of records that come within records of another kind, so that reading does not show
  /// whether they are refused. None, unless a provider says otherwise.
  default Set<RecordKind> embeddedKinds() {
    return Set.of();
  }

  /// Asks whether an organization gives a kind of record. Safe to repeat.
  default AccessLookup lookUpAccess(ProviderSession session, String providerOrgId, RecordKind kind)
      throws InterruptedException {
    return new AccessLookup.Given();
  }

  /// What must be read to know everything beneath an organization, in this order: what others
  /// belong to comes first.
  ///
  /// @param withheld kinds that the organization does not give to the credential
  List<FieldDataListing> fieldDataListings(Set<RecordKind> withheld);

  /// One page of a listing. Safe to repeat. A signature given with the last page, or with any page
  /// before it, stands for the whole listing; [Cursor.StartIfChanged] takes it back. It is good for
  /// as long as the organization withholds the same kinds. [Fetch.Changed] may also be the answer
  /// to a [Cursor.Continue] whose listing has become another one.
  Fetch<FieldDataRecord> fetchFieldData(
      ProviderSession session, String providerOrgId, FieldDataListing listing, Cursor from)
      throws InterruptedException;

  /// How the provider tells of changes by itself; empty when it does not.
  default Optional<ChangeNotifications> notifications() {
    return Optional.empty();
  }

  /// Creates records at the provider; empty where Headland does not write to it.
  default Optional<FieldDataWrites> fieldDataWrites() {
    return Optional.empty();
  }

  /// The kinds of things this credential may do in Leaf's words, for example `FIELDS:READ`, from
  /// the scopes that the provider granted.
  List<String> leafScopes(List<String> providerScopes);

  /// How growers give access in a browser; empty where the provider has no such way.
  default Optional<Consent> consent() {
    return Optional.empty();
  }
}
