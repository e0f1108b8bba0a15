package io.headland.server.module;

import io.headland.server.api.field.FarmResource;
import io.headland.server.api.field.FarmWriteResource;
import io.headland.server.api.field.FieldDataCountResource;
import io.headland.server.api.field.FieldEnableResource;
import io.headland.server.api.field.FieldResource;
import io.headland.server.api.field.FieldScopeResource;
import io.headland.server.api.field.FieldSearchResource;
import io.headland.server.api.field.FieldWriteResource;
import io.headland.server.api.field.GrowerResource;
import io.headland.server.api.field.OrganizationCountResource;
import io.headland.server.api.field.SummaryResource;
import io.headland.server.api.send.FieldSendResource;
import io.headland.server.api.send.FieldSender;
import io.headland.server.api.upload.UploadResource;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.field.BoundaryRepair;
import io.headland.server.core.field.BoundaryStore;
import io.headland.server.core.field.CreatedFarmStore;
import io.headland.server.core.field.CreatedFieldStore;
import io.headland.server.core.field.EarlierGeometryStore;
import io.headland.server.core.field.FarmStore;
import io.headland.server.core.field.FieldDataCountStore;
import io.headland.server.core.field.FieldEnableStore;
import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.FieldStore;
import io.headland.server.core.field.GrowerStore;
import io.headland.server.core.field.OrganizationCountStore;
import io.headland.server.core.field.SummaryStore;
import io.headland.server.core.send.FieldLinkLeaseStore;
import io.headland.server.core.send.FieldLinkStore;
import io.headland.server.core.send.SendableFieldStore;
import io.headland.server.core.upload.UploadStore;
import io.headland.server.platform.http.Routes;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.sync.StartSync;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/// Growers, farms, fields and boundaries: reading, writing, sending and uploading them.
public final class FieldModule {
  private final Platform platform;
  private final Providers providers;
  private final OrganizationModule organizations;
  private final CredentialModule credentials;
  private final ClockModule clocks;
  private final BoundaryRepair repair;
  private final StartSync startSync;

  public FieldModule(
      Platform platform,
      ClockModule clocks,
      ProviderModule providers,
      CredentialModule credentials,
      OrganizationModule organizations,
      Configurations configurations,
      UseCases useCases) {
    this.platform = platform;
    this.clocks = clocks;
    this.providers = providers.providers();
    this.credentials = credentials;
    this.organizations = organizations;
    this.repair = (owner, leafUser) -> configurations.scope(owner, leafUser).automaticFixBoundary();
    this.startSync = useCases.startSync();
  }

  public void addTo(Routes routes) {
    Jdbi jdbi = platform.jdbi();
    InstantSource clock = platform.clock();
    FieldStore fields = new FieldStore(jdbi);
    BoundaryStore boundaries = new BoundaryStore(jdbi);
    CreatedFieldStore created = new CreatedFieldStore(jdbi, platform.ids());
    new FieldResource(fields, boundaries, new EarlierGeometryStore(jdbi)).addTo(routes);
    new FieldWriteResource(fields, boundaries, created, repair, clock).addTo(routes);
    new FieldSearchResource(fields, new FieldSearchStore(jdbi)).addTo(routes);
    send(fields).addTo(routes);
    new UploadResource(new UploadStore(jdbi, created, platform.ids()), repair, clock).addTo(routes);
    FarmStore farms = new FarmStore(jdbi);
    GrowerStore growers = new GrowerStore(jdbi);
    new FarmResource(farms).addTo(routes);
    new GrowerResource(growers).addTo(routes);
    new FarmWriteResource(farms, growers, new CreatedFarmStore(jdbi, platform.ids()), clock)
        .addTo(routes);
    FieldEnableStore previews = new FieldEnableStore(jdbi);
    new FieldEnableResource(fields, previews, startSync, clock).addTo(routes);
    new FieldScopeResource(fields, previews, startSync, providers, clock).addTo(routes);
    new SummaryResource(new SummaryStore(jdbi), providers).addTo(routes);
    new FieldDataCountResource(new FieldDataCountStore(jdbi), fields, providers, clock)
        .addTo(routes);
    new OrganizationCountResource(new OrganizationCountStore(jdbi), fields, providers)
        .addTo(routes);
  }

  private FieldSendResource send(FieldStore fields) {
    FieldLinkStore links = new FieldLinkStore(platform.jdbi());
    return new FieldSendResource(
        fields,
        new SendableFieldStore(platform.jdbi()),
        links,
        new FieldSender(
            links,
            new FieldLinkLeaseStore(platform.jdbi()),
            organizations.organizations(),
            credentials.refresher(),
            platform.ids(),
            clocks.database()),
        providers);
  }
}
