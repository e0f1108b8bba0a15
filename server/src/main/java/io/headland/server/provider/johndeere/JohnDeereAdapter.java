package io.headland.server.provider.johndeere;

import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.AssetReads;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.Consent;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataWrites;
import io.headland.server.provider.FieldOperationReads;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderScopes;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.oauth.TokenResponses;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// John Deere as a provider.
public final class JohnDeereAdapter implements ProviderAdapter {
  private final JohnDeereClient client;
  private final SignedListing<OrganizationRecord> organizations;
  private final OrganizationReader organizationReader;
  private final JohnDeereFieldData fieldData;
  private final JohnDeereConsent consent;
  private final JohnDeereNotifications notifications;
  private final JohnDeereWrites writes;
  private final JohnDeereFieldOperations operations;
  private final JohnDeereAssets assets;

  public JohnDeereAdapter(JohnDeereConfig config, ProviderHttpClient http) {
    this.client = new JohnDeereClient(config, http);
    var mapper = new JohnDeereMapper();
    this.organizations = new SignedListing<>(client, OrganizationsQuery.ALL.toPath(), mapper::page);
    this.organizationReader = new OrganizationReader(client, mapper);
    this.fieldData = new JohnDeereFieldData(client);
    this.consent = new JohnDeereConsent(config, client);
    this.notifications = new JohnDeereNotifications(client, config);
    this.writes = new JohnDeereWrites(client);
    this.operations = new JohnDeereFieldOperations(client);
    this.assets = new JohnDeereAssets(client);
  }

  @Override
  public Provider provider() {
    return Provider.JOHN_DEERE;
  }

  @Override
  public GrantRefresh refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException {
    return TokenResponses.read(
        client.refresh(credential, recorder),
        credential.secret(JohnDeereCredential.REFRESH_TOKEN),
        credential.secrets().values());
  }

  @Override
  public Fetch<OrganizationRecord> fetchOrganizations(ProviderSession session, Cursor from)
      throws InterruptedException {
    return organizations.fetch(session, from);
  }

  @Override
  public OrganizationLookup lookUpOrganization(ProviderSession session, String providerOrgId)
      throws InterruptedException {
    return organizationReader.read(session, providerOrgId);
  }

  @Override
  public Set<RecordKind> kinds() {
    return EnumSet.allOf(RecordKind.class);
  }

  /// Boundaries are embedded in fields, and absent without an error if they are not permitted.
  @Override
  public Set<RecordKind> embeddedKinds() {
    return EnumSet.of(RecordKind.BOUNDARY);
  }

  @Override
  public AccessLookup lookUpAccess(ProviderSession session, String providerOrgId, RecordKind kind)
      throws InterruptedException {
    return fieldData.lookUpAccess(session, providerOrgId, kind);
  }

  @Override
  public List<FieldDataListing> fieldDataListings(Set<RecordKind> denied) {
    return JohnDeereFieldData.listings(denied);
  }

  @Override
  public Fetch<FieldDataRecord> fetchFieldData(
      ProviderSession session, String providerOrgId, FieldDataListing listing, Cursor from)
      throws InterruptedException {
    return fieldData.fetch(session, providerOrgId, listing, from);
  }

  @Override
  public Optional<ChangeNotifications> notifications() {
    return Optional.of(notifications);
  }

  @Override
  public Optional<FieldDataWrites> fieldDataWrites() {
    return Optional.of(writes);
  }

  @Override
  public Optional<FieldOperationReads> fieldOperations() {
    return Optional.of(operations);
  }

  @Override
  public Optional<AssetReads> assets() {
    return Optional.of(assets);
  }

  @Override
  public List<String> leafScopes(List<String> providerScopes) {
    return JohnDeereScopes.toLeaf(providerScopes);
  }

  @Override
  public ProviderScopes scopes() {
    return JohnDeereScopes::missing;
  }

  @Override
  public Optional<Consent> consent() {
    return Optional.of(consent);
  }
}
