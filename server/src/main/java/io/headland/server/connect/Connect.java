package io.headland.server.connect;

import io.headland.server.credential.CredentialCipher;
import io.headland.server.http.Routes;
import io.headland.server.id.IdMinter;
import io.headland.server.leafuser.ExternalIdStore;
import io.headland.server.leafuser.LeafUserStore;
import io.headland.server.provider.Providers;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/// Puts the parts of connecting together.
public final class Connect {
  private final AppKeyResource appKeys;
  private final MagicLinkResource magicLinks;

  /// What connecting stands on.
  public record Ground(
      Jdbi jdbi,
      CredentialCipher cipher,
      Providers providers,
      LeafUserStore users,
      IdMinter ids,
      InstantSource clock,
      RandomGenerator random) {}

  /// @param publicUrl the pages' base address; blank when it is where the server listens
  /// @param listening where that is, once it is known
  public Connect(Ground ground, String publicUrl, Supplier<URI> listening) {
    URI configured = URI.create(publicUrl);
    ConnectAddress address = new ConnectAddress(publicUrl.isBlank() ? listening : () -> configured);
    ConsentProviders providers = new ConsentProviders(ground.providers());
    AppKeyStore keys = new AppKeyStore(ground.jdbi(), ground.cipher());
    MagicLinkStore links = new MagicLinkStore(ground.jdbi());
    this.appKeys = new AppKeyResource(keys, providers, ground.ids(), ground.clock());
    this.magicLinks =
        new MagicLinkResource(
            links,
            new AppKeyChoice(keys, providers),
            ground.users(),
            new ExternalIdStore(ground.jdbi(), ground.users()),
            address,
            ground.ids(),
            ground.clock(),
            ground.random());
  }

  public void addTo(Routes routes) {
    appKeys.addTo(routes);
    magicLinks.addTo(routes);
  }
}
