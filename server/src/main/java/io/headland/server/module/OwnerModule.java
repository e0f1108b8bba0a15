package io.headland.server.module;

import io.headland.server.api.apiowner.AuthenticateResource;
import io.headland.server.core.apiowner.ApiOwnerEmails;
import io.headland.server.core.apiowner.ApiOwnerStore;
import io.headland.server.core.apiowner.ApiOwners;
import io.headland.server.core.apiowner.KnownAddressStore;
import io.headland.server.core.apiowner.Logins;
import io.headland.server.core.apiowner.TokenKeyStore;
import io.headland.server.core.apiowner.Tokens;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import java.util.List;
import java.util.Optional;

/// API owners and their authentication.
public final class OwnerModule implements AutoCloseable {
  private final Optional<ApiOwners.FirstOwner> firstOwner;
  private final Tokens tokens;
  private final ApiOwnerEmails emails;
  private final Logins logins;
  private final List<String> operators;
  private final AuthenticateResource authentication;

  public OwnerModule(Platform platform) {
    ApiOwnerStore store = new ApiOwnerStore(platform.jdbi());
    ApiOwners owners = new ApiOwners(store, platform.ids(), platform.clock(), platform.random());
    this.firstOwner = owners.createFirst(platform.config().owner());
    this.tokens =
        Tokens.open(
            new TokenKeyStore(platform.jdbi(), platform.aead(), platform.keyId()),
            store,
            platform.clock(),
            platform.random());
    this.emails = new ApiOwnerEmails(store);
    this.operators = List.copyOf(platform.config().owner().operators());
    this.logins =
        new Logins(
            owners,
            new KnownAddressStore(platform.jdbi()),
            platform.clock(),
            platform.meters()::countLogin);
    this.authentication = new AuthenticateResource(logins, tokens, platform.config().tokens());
  }

  public void addTo(Routes routes) {
    authentication.addTo(routes);
  }

  /// The API owner that this start created, if it did.
  public Optional<ApiOwners.FirstOwner> firstOwner() {
    return firstOwner;
  }

  public Tokens tokens() {
    return tokens;
  }

  public ApiOwnerEmails emails() {
    return emails;
  }

  /// Whether an API owner sees the state of the whole installation.
  public boolean isOperator(ApiOwnerId owner) {
    return operators.stream().anyMatch(emails.apply(owner)::equalsIgnoreCase);
  }

  @Override
  public void close() {
    logins.close();
  }
}
