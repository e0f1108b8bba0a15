package io.headland.server.module;

import io.headland.server.api.leafuser.LeafUserResource;
import io.headland.server.api.leafuser.LeafUserSearchResource;
import io.headland.server.api.leafuser.LeafUserView;
import io.headland.server.core.leafuser.LeafUserListStore;
import io.headland.server.core.leafuser.LeafUserSearchStore;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.engine.subscription.EndSubscriptions;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.http.Routes;
import io.headland.server.usecase.leafuser.ChangeLeafUser;
import org.jdbi.v3.core.Jdbi;

/// Leaf users.
public final class LeafUserModule {
  private final LeafUserStore users;
  private final LeafUserResource resource;
  private final LeafUserSearchResource search;

  public LeafUserModule(
      Platform platform,
      OwnerModule owners,
      CredentialModule credentials,
      UseCases useCases,
      EndSubscriptions endSubscriptions) {
    HeadlandConfig config = platform.config();
    Jdbi jdbi = platform.jdbi();
    this.users = new LeafUserStore(jdbi, config.leafUsers().uniqueExternalId());
    this.resource =
        new LeafUserResource(
            users,
            new LeafUserListStore(jdbi),
            new ChangeLeafUser(
                jdbi,
                users,
                credentials.accounts(),
                useCases.moveAccount(),
                useCases.deleteAccount()),
            credentials.credentials(),
            endSubscriptions,
            new LeafUserView(
                credentials.view(), config.leafUsers().omitEmpty(), config.leaf().strict()),
            owners.emails(),
            platform.ids(),
            platform.clock());
    this.search = new LeafUserSearchResource(new LeafUserSearchStore(jdbi));
  }

  public void addTo(Routes routes) {
    resource.addTo(routes);
    search.addTo(routes);
  }

  public LeafUserStore users() {
    return users;
  }
}
