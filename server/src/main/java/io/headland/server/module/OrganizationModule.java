package io.headland.server.module;

import io.headland.server.api.explain.ExplainResource;
import io.headland.server.api.organization.BulkChoiceResource;
import io.headland.server.api.organization.LiveOrganizationResource;
import io.headland.server.api.organization.OrganizationPath;
import io.headland.server.api.organization.OrganizationResource;
import io.headland.server.api.preview.PreviewResource;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.explain.ExplainFieldDataStore;
import io.headland.server.core.explain.ExplainRules;
import io.headland.server.core.explain.ExplainStore;
import io.headland.server.core.explain.Explainer;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.preview.StoredScopeStore;
import io.headland.server.engine.organization.AccountReader;
import io.headland.server.engine.preview.ScopeReader;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.jdbc.PlainJdbc;
import io.headland.server.usecase.organization.SelectOrganizations;
import org.jdbi.v3.core.Jdbi;

/// Provider organizations: their lists, the selection, previews and explanations.
public final class OrganizationModule implements AutoCloseable {
  private final OrganizationPath path;
  private final ProviderOrganizationStore organizations;
  private final AccountReader reader;
  private final ScopeReader scopes;
  private final LiveOrganizationResource live;
  private final OrganizationResource resource;
  private final BulkChoiceResource bulk;
  private final ExplainResource explain;
  private final PreviewResource preview;

  public OrganizationModule(
      Platform platform,
      ProviderModule providers,
      CredentialModule credentials,
      Configurations configurations,
      UseCases useCases) {
    HeadlandConfig config = platform.config();
    Jdbi jdbi = platform.jdbi();
    this.path = new OrganizationPath(providers.providers(), config.leaf().strict());
    this.organizations = new ProviderOrganizationStore(new PlainJdbc(platform.dataSource()));
    this.reader = new AccountReader(credentials.refresher(), providers.providers());
    this.live = new LiveOrganizationResource(path, reader);
    SelectOrganizations selection = useCases.selectOrganizations();
    this.resource = new OrganizationResource(path, organizations, selection, platform.clock());
    this.bulk = new BulkChoiceResource(path, organizations, selection, platform.clock());
    this.explain =
        new ExplainResource(
            new Explainer(
                new ExplainStore(jdbi),
                new ExplainFieldDataStore(jdbi),
                configurations,
                useCases.additionalReading()),
            new ExplainRules(config.sync().retention()),
            providers.providers());
    this.scopes =
        new ScopeReader(
            credentials.refresher(),
            providers.providers(),
            config.sync().foregroundWait(),
            config.http().shutdownGrace());
    this.preview =
        new PreviewResource(
            path, organizations, new StoredScopeStore(jdbi), scopes, configurations);
  }

  public void addTo(Routes routes) {
    live.addTo(routes);
    resource.addTo(routes);
    bulk.addTo(routes);
    explain.addTo(routes);
    preview.addTo(routes);
  }

  public OrganizationPath path() {
    return path;
  }

  public ProviderOrganizationStore organizations() {
    return organizations;
  }

  public AccountReader reader() {
    return reader;
  }

  @Override
  public void close() {
    scopes.close();
  }
}
