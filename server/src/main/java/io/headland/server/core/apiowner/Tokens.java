package io.headland.server.core.apiowner;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.headland.server.core.apiowner.TokenKeyStore.TokenKey;
import io.headland.server.platform.http.Authenticator;
import io.headland.server.platform.id.ApiOwnerId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/// Tokens of API owners: JWTs signed with HS512 by a key whose id is in the header.
public final class Tokens implements Authenticator {
  private static final String ISSUER = "headland";
  static final String HMAC = "HmacSHA512";
  private static final int KEY_BYTES = 64;
  private static final int MAX_REMEMBERED = 10_000;
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{1,16}");

  /// Length of the longest accepted token; issued tokens have about 400 characters.
  private static final int LONGEST = 4_096;

  private static final String GENERATION = "gen";

  private final TokenKeyStore store;
  private final TokenGenerations generations;
  private final InstantSource clock;
  private final Map<String, TokenKey> keys = new ConcurrentHashMap<>();
  private final TokenKey signing;

  /// Cache of tokens whose signature was verified, since verification costs more than most
  /// requests. Only issued tokens in their canonical form are cached, so that the size is bounded.
  private final Map<String, VerifiedToken> verified = new ConcurrentHashMap<>();

  private record VerifiedToken(ApiOwnerId owner, int generation, Instant expiresAt) {}

  private Tokens(
      TokenKeyStore store,
      TokenGenerations generations,
      InstantSource clock,
      List<TokenKey> known) {
    this.store = store;
    this.generations = generations;
    this.clock = clock;
    this.signing = known.getFirst();
    known.forEach(key -> keys.put(key.id(), key));
  }

  /// Loads the keys; the first start creates one.
  public static Tokens open(
      TokenKeyStore store, ApiOwnerStore owners, InstantSource clock, RandomGenerator random) {
    List<TokenKey> known = store.list();
    if (known.isEmpty()) {
      byte[] secret = new byte[KEY_BYTES];
      random.nextBytes(secret);
      store.insertFirst(
          new TokenKey(Long.toHexString(random.nextLong()), new SecretKeySpec(secret, HMAC)),
          clock.instant());
      known = store.list();
    }
    return new Tokens(store, new TokenGenerations(owners, clock), clock, known);
  }

  public String issue(ApiOwner owner, Duration lifetime) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(owner.id().toString())
            .claim("email", owner.email())
            .claim(GENERATION, owner.tokenGeneration())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS512).keyID(signing.id()).build(), claims);
    try {
      token.sign(new MACSigner(signing.secret()));
    } catch (JOSEException e) {
      throw new IllegalStateException("The token key cannot sign", e);
    }
    return token.serialize();
  }

  @Override
  public Optional<ApiOwnerId> authenticate(String token) {
    return Optional.ofNullable(verified.get(token))
        .or(() -> verify(token))
        .filter(this::isCurrent)
        .filter(this::isOfValidGeneration)
        .map(VerifiedToken::owner);
  }

  private Optional<VerifiedToken> verify(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      Optional<VerifiedToken> found =
          isVerified(jwt) ? read(jwt.getJWTClaimsSet()) : Optional.empty();
      found.filter(this::isCurrent).ifPresent(current -> cache(token, current));
      return found;
    } catch (ParseException | JOSEException _) {
      // A text that cannot be parsed is not a token.
      return Optional.empty();
    }
  }

  /// Clearing the cache is rare and costs one verification for each token.
  private void cache(String token, VerifiedToken found) {
    if (verified.size() >= MAX_REMEMBERED) {
      verified.clear();
    }
    verified.put(token, found);
  }

  private boolean isCurrent(VerifiedToken token) {
    return clock.instant().isBefore(token.expiresAt());
  }

  private boolean isOfValidGeneration(VerifiedToken token) {
    OptionalInt valid = generations.find(token.owner());
    return valid.isPresent() && valid.getAsInt() == token.generation();
  }

  private boolean isVerified(SignedJWT jwt) throws JOSEException {
    String keyId = jwt.getHeader().getKeyID();
    if (keyId == null
        || !JWSAlgorithm.HS512.equals(jwt.getHeader().getAlgorithm())
        || !isCanonical(jwt.getSignature())) {
      return false;
    }
    Optional<TokenKey> key = key(keyId);
    return key.isPresent() && jwt.verify(new MACVerifier(key.get().secret()));
  }

  /// Base64 decoders ignore characters outside of the alphabet and the unused bits of the last
  /// character: one signature would have many texts, each cached as a separate token.
  private static boolean isCanonical(Base64URL signature) {
    return Base64URL.encode(signature.decode()).equals(signature);
  }

  /// A key that another node created later is loaded once and cached.
  private Optional<TokenKey> key(String id) {
    TokenKey known = keys.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    if (!KEY_ID.matcher(id).matches()) {
      // The value is not trusted; only valid ids are looked up in the database.
      return Optional.empty();
    }
    Optional<TokenKey> stored = store.find(id);
    stored.ifPresent(key -> keys.put(id, key));
    return stored;
  }

  private static Optional<VerifiedToken> read(JWTClaimsSet claims) {
    boolean hasExpectedHeader =
        ISSUER.equals(claims.getIssuer())
            && claims.getExpirationTime() != null
            && claims.getSubject() != null;
    return hasExpectedHeader
        ? ApiOwnerId.parse(claims.getSubject())
            .map(
                owner ->
                    new VerifiedToken(
                        owner, generation(claims), claims.getExpirationTime().toInstant()))
        : Optional.empty();
  }

  /// Tokens issued before generations were introduced have none.
  private static int generation(JWTClaimsSet claims) {
    return claims.getClaim(GENERATION) instanceof Number number ? number.intValue() : 0;
  }
}
