package io.headland.server.apiowner;

import io.headland.server.config.OwnerConfig;
import io.headland.server.config.Secret;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.IdMinter;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Creates API owners and checks their passwords.
public final class ApiOwners {
  private static final String FIRST_EMAIL = "owner@headland.local";
  private static final int MADE_UP_BYTES = 18;

  private final ApiOwnerStore store;
  private final Passwords passwords = new Passwords();
  private final IdMinter ids;
  private final InstantSource clock;
  private final RandomGenerator random;

  public ApiOwners(ApiOwnerStore store, IdMinter ids, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  /// The owner that a first start made. The password is shown once, and only when nobody chose it.
  public record FirstOwner(String email, Optional<Secret> madeUpPassword) {}

  /// Creates the first API owner when there is none yet.
  public Optional<FirstOwner> createFirst(OwnerConfig config) throws InterruptedException {
    if (!store.isEmpty()) {
      return Optional.empty();
    }
    String email = config.email().isBlank() ? FIRST_EMAIL : config.email();
    boolean chosen = !config.password().isBlank();
    Secret password = chosen ? config.password() : makeUpPassword();
    createOrReset(email, password);
    return Optional.of(new FirstOwner(email, chosen ? Optional.empty() : Optional.of(password)));
  }

  /// Invalidates all tokens of the API owner with this email.
  ///
  /// @return false when there is none
  public boolean revokeTokens(String email) {
    return store.revokeTokens(email.strip());
  }

  /// Creates the API owner with this email, or gives it another password, which invalidates its
  /// tokens.
  ///
  /// @return whether it is new
  public boolean createOrReset(String email, Secret password) throws InterruptedException {
    ApiOwner owner =
        new ApiOwner(new ApiOwnerId(ids.mint()), email.strip(), passwords.hash(password), 0);
    return store.createOrReset(owner, clock.instant());
  }

  public Secret makeUpPassword() {
    byte[] bytes = new byte[MADE_UP_BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// The API owner with this email and password.
  Optional<ApiOwner> findByLogin(String email, Secret password) throws InterruptedException {
    Optional<ApiOwner> owner = store.findByEmail(email);
    if (owner.isEmpty()) {
      // As much work as for a known email, so that the time taken does not tell which emails exist.
      passwords.hash(password);
      return Optional.empty();
    }
    return passwords.matches(password, owner.get().passwordHash()) ? owner : Optional.empty();
  }
}
