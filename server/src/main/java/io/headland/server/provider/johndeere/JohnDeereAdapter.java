package io.headland.server.provider.johndeere;

import io.headland.server.config.JohnDeereConfig;
import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.ChangeNotices;
import io.headland.server.provider.Consent;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.LandListing;
import io.headland.server.provider.LandRecord;
import io.headland.server.provider.LandWrites;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.TokenAnswers;
import io.headland.server.upstream.CallRecorder;
import io.headland.server.upstream.UpstreamClient;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// John Deere as a provider.
public final class JohnDeereAdapter implements ProviderAdapter {
  private final JohnDeereClient client;
  private final SignedListing<OrganizationRecord> organizations;
  private final OrganizationQuestion question;
  private final JohnDeereLand land;
  private final JohnDeereConsent consent;
  private final JohnDeereNotices notices;
  private final JohnDeereWrites writes;

  public JohnDeereAdapter(JohnDeereConfig config, UpstreamClient upstream) {
    this.client = new JohnDeereClient(config, upstream);
    var mapper = new JohnDeereMapper();
    this.organizations = new SignedListing<>(client, OrganizationsQuery.ALL.toPath(), mapper::page);
    this.question = new OrganizationQuestion(client, mapper);
    this.land = new JohnDeereLand(client);
    this.consent = new JohnDeereConsent(config, client);
    this.notices = new JohnDeereNotices(client, config);
    this.writes = new JohnDeereWrites(client);
  }

  @Override
  public Provider provider() {
    return Provider.JOHN_DEERE;
  }

  @Override
  public GrantRefresh refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException {
    return TokenAnswers.read(
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
    return question.ask(session, providerOrgId);
  }

  @Override
  public Set<RecordKind> kinds() {
    return EnumSet.allOf(RecordKind.class);
  }

  /// Boundaries come with their fields, and lack in silence where they are not given.
  @Override
  public Set<RecordKind> embeddedKinds() {
    return EnumSet.of(RecordKind.BOUNDARY);
  }

  @Override
  public AccessLookup lookUpAccess(ProviderSession session, String providerOrgId, RecordKind kind)
      throws InterruptedException {
    return land.lookUpAccess(session, providerOrgId, kind);
  }

  @Override
  public List<LandListing> landListings(Set<RecordKind> withheld) {
    return JohnDeereLand.listings(withheld);
  }

  @Override
  public Fetch<LandRecord> fetchLand(
      ProviderSession session, String providerOrgId, LandListing listing, Cursor from)
      throws InterruptedException {
    return land.fetch(session, providerOrgId, listing, from);
  }

  @Override
  public Optional<ChangeNotices> notices() {
    return Optional.of(notices);
  }

  @Override
  public Optional<LandWrites> landWrites() {
    return Optional.of(writes);
  }

  @Override
  public List<String> leafScopes(List<String> providerScopes) {
    return JohnDeereScopes.toLeaf(providerScopes);
  }

  @Override
  public Optional<Consent> consent() {
    return Optional.of(consent);
  }
}
