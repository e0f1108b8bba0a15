package io.headland.server.core.apiowner;

import io.headland.server.platform.config.HeadlandConfig.OwnerConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Creates API owners and checks their passwords.
public final class ApiOwners {
  private static final String FIRST_EMAIL = "owner@headland.local";
  private static final int MADE_UP_BYTES = 18;

  /// A hash that no password matches.
  private static final String UNKNOWN_HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$aGVhZGxhbmQtbm8tb3duZXI$"
          + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final ApiOwnerStore store;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final RandomGenerator random;

  public ApiOwners(
      ApiOwnerStore store, UuidGenerator ids, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  /// The owner that the first start created. The password is printed once, if it was generated.
  public record FirstOwner(String email, Optional<Secret> madeUpPassword) {}

  /// Creates the first API owner if there is none.
  public Optional<FirstOwner> createFirst(OwnerConfig config) {
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

  /// Creates the API owner with this email, or sets another password, which invalidates its tokens.
  ///
  /// @return whether it is new
  public boolean createOrReset(String email, Secret password) {
    ApiOwner owner =
        new ApiOwner(new ApiOwnerId(ids.next()), email.strip(), Passwords.hash(password), 0);
    return store.createOrReset(owner, clock.instant());
  }

  public Secret makeUpPassword() {
    byte[] bytes = new byte[MADE_UP_BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  Optional<ApiOwner> findByEmail(String email) {
    return store.findByEmail(email);
  }

  /// Whether the password is the API owner's; false when there is none. Takes as much time for an
  /// unknown email as for a known one, so that the time does not reveal which emails exist.
  boolean matches(Optional<ApiOwner> owner, Secret password) {
    return Passwords.matches(password, owner.map(ApiOwner::passwordHash).orElse(UNKNOWN_HASH))
        && owner.isPresent();
  }
}
