package io.headland.server.provider.trimble;

import io.headland.server.platform.config.HeadlandConfig.TrimbleConfig;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.provider.Consent;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.oauth.TokenResponses;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Trimble as a provider.
public final class TrimbleAdapter implements ProviderAdapter {
  private static final FieldDataListing CLIENTS =
      new FieldDataListing("clients", EnumSet.of(RecordKind.GROWER));
  private static final FieldDataListing FIELDS =
      new FieldDataListing("fields", EnumSet.of(RecordKind.FARM, RecordKind.FIELD));
  private static final FieldDataListing BOUNDARIES =
      new FieldDataListing("boundaries", EnumSet.of(RecordKind.BOUNDARY));

  private final TrimbleClient client;
  private final TrimbleMapper mapper = new TrimbleMapper();
  private final BookmarkListing<OrganizationRecord> organizations;
  private final TrimbleConsent consent;

  public TrimbleAdapter(TrimbleConfig config, ProviderHttpClient http) {
    this.client = new TrimbleClient(config, http);
    this.organizations =
        new BookmarkListing<>(client, TrimbleClient.ORGANIZATIONS, mapper::organizations);
    this.consent = new TrimbleConsent(config, client);
  }

  @Override
  public Provider provider() {
    return Provider.TRIMBLE;
  }

  @Override
  public GrantRefresh refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException {
    return TokenResponses.read(
        client.refresh(credential, recorder),
        credential.secret(TrimbleCredential.REFRESH_TOKEN),
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
    return new OrganizationSearch(organizations).find(session, providerOrgId);
  }

  @Override
  public Set<RecordKind> kinds() {
    return EnumSet.allOf(RecordKind.class);
  }

  /// Trimble grants access to complete organizations. A host without the list of clients has no
  /// growers.
  @Override
  public List<FieldDataListing> fieldDataListings(Set<RecordKind> denied) {
    return denied.contains(RecordKind.GROWER)
        ? List.of(FIELDS, BOUNDARIES)
        : List.of(CLIENTS, FIELDS, BOUNDARIES);
  }

  @Override
  public Fetch<FieldDataRecord> fetchFieldData(
      ProviderSession session, String providerOrgId, FieldDataListing listing, Cursor from)
      throws InterruptedException {
    String path = TrimbleClient.resources(providerOrgId, listing.name());
    return switch (listing.name()) {
      case "clients" ->
          new BookmarkListing<>(client, path, mapper::clients).optional().fetch(session, from);
      case "fields" -> new FieldsListing(client, mapper, providerOrgId).fetch(session, from);
      case "boundaries" ->
          new BookmarkListing<>(client, path, mapper::boundaries).fetch(session, from);
      default -> throw new IllegalArgumentException("There is no listing " + listing.name());
    };
  }

  /// Trimble's only scope is the application's name, which implies no permissions.
  @Override
  public List<String> leafScopes(List<String> providerScopes) {
    return List.of("FIELDS:READ");
  }

  @Override
  public Optional<Consent> consent() {
    return Optional.of(consent);
  }
}
