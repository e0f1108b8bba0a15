package io.headland.simulator.johndeere.oauth;

import static java.util.function.Predicate.not;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.fielddata.Jwt;
import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Switches;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Exchanges codes, refresh tokens and client credentials for tokens.
final class TokenIssuer {
  /// The scopes that permit reading operations or equipment.
  private static final Set<String> OF_OPERATIONS = Set.of("ag2", "ag3", "eq1", "eq2");

  private final GrantRegistry registry;
  private final CodeRegistry codes;
  private final String issuerPath;

  TokenIssuer(GrantRegistry registry, CodeRegistry codes, String issuerPath) {
    this.registry = registry;
    this.codes = codes;
    this.issuerPath = issuerPath;
  }

  TokenResult forCode(
      Application application, String code, String redirectUri, @Nullable String verifier) {
    return switch (codes.redeem(code)) {
      case CodeRegistry.Redeemed.Unknown _ -> TokenResult.invalidCode();
      case CodeRegistry.Redeemed.Repeated(Optional<Consent> earlier) -> {
        if (switches().revokeOnReuse()) {
          earlier.ifPresent(Consent::revoke);
        }
        yield TokenResult.invalidCode();
      }
      case CodeRegistry.Redeemed.First(Code found) -> {
        Optional<TokenResult.Refused> refusal =
            rejection(application, found, redirectUri, verifier);
        yield refusal.isPresent() ? refusal.get() : start(application, code, found);
      }
    };
  }

  private Optional<TokenResult.Refused> rejection(
      Application application, Code code, String redirectUri, @Nullable String verifier) {
    if (!code.clientKey().equals(application.clientKey())
        || !registry.now().isBefore(code.expiresAt())) {
      return Optional.of(TokenResult.invalidCode());
    }
    if (!code.redirectUri().equals(redirectUri)) {
      return Optional.of(
          new TokenResult.Refused(
              400,
              "invalid_grant",
              "The 'redirect_uri' is not the one of the authorization request."));
    }
    String challenge = code.challenge();
    if (challenge == null && verifier != null) {
      // RFC 9700, section 2.1.1: against an attacker who removes the challenge.
      return Optional.of(
          new TokenResult.Refused(
              400, "invalid_grant", "The authorization request had no code challenge."));
    }
    if (challenge != null && (verifier == null || !challenge.equals(s256(verifier)))) {
      return Optional.of(
          new TokenResult.Refused(400, "invalid_grant", "PKCE verification failed."));
    }
    return Optional.empty();
  }

  private TokenResult start(Application application, String text, Code code) {
    boolean offline = code.scopes().contains("offline_access");
    Consent consent =
        registry.start(
            application.clientKey(),
            code.userName(),
            code.scopes(),
            offline ? registry.newRefreshToken() : null);
    codes.remember(text, consent);
    return tokens(consent, code.scopes(), consent.refreshToken());
  }

  TokenResult forRefreshToken(Application application, String token, List<String> requestedScopes) {
    Optional<Consent> found = registry.findByRefreshToken(token);
    if (found.isEmpty() || !found.get().clientKey().equals(application.clientKey())) {
      return TokenResult.invalidRefreshToken();
    }
    Consent consent = found.get();
    // One refresh at a time for each consent: two callers with one token must not both rotate it.
    synchronized (consent) {
      return refresh(consent, token, requestedScopes, application);
    }
  }

  private TokenResult refresh(
      Consent consent, String token, List<String> requestedScopes, Application application) {
    if (consent.isUsed(token) && switches().revokeOnReuse()) {
      consent.revoke();
    }
    boolean idle =
        !registry.now().isBefore(consent.lastUsed().plus(GrantRegistry.REFRESH_LIFETIME));
    if (!token.equals(consent.refreshToken()) || idle) {
      return TokenResult.invalidRefreshToken();
    }
    for (String scope : requestedScopes) {
      if (!consent.scopes().contains(scope)) {
        return TokenResult.invalidScope(scope, application);
      }
    }
    consent.use(registry.now());
    if (switches().rotateRefreshTokens()) {
      String next = registry.newRefreshToken();
      registry.remember(next, consent);
      consent.rotateTo(next);
    }
    List<String> scopes = requestedScopes.isEmpty() ? consent.scopes() : requestedScopes;
    return tokens(consent, scopes, consent.refreshToken());
  }

  TokenResult forApplication(Application application, List<String> scopes) {
    return tokens(registry.ofApplication(application.clientKey()), scopes, null);
  }

  private TokenResult tokens(
      Consent consent, List<String> requested, @Nullable String refreshToken) {
    OperationForms.Scopes granting = switches().operationForms().scopes();
    List<String> scopes =
        granting == OperationForms.Scopes.GRANTED
            ? requested
            : requested.stream().filter(not(OF_OPERATIONS::contains)).toList();
    Instant now = registry.now();
    Instant end = now.plus(switches().accessTokenLifetime());
    String accessToken = Jwt.write(claims(consent, scopes, now, end));
    registry.remember(accessToken, new AccessToken(consent, scopes, end));
    String idToken =
        scopes.contains("openid") && consent.userName() != null
            ? Jwt.write(identity(consent, now, end))
            : null;
    // The response lists scopes in a different order, so that clients do not rely on the requested
    // one.
    List<String> ordered =
        granting == OperationForms.Scopes.UNNAMED
            ? List.of()
            : scopes.stream().sorted(Comparator.reverseOrder()).toList();
    return new TokenResult.Tokens(
        accessToken, switches().accessTokenLifetime().toSeconds(), ordered, refreshToken, idToken);
  }

  private ObjectNode claims(Consent consent, List<String> scopes, Instant now, Instant end) {
    String subject = consent.userName() == null ? consent.clientKey() : consent.userName();
    ObjectNode claims =
        Json.object()
            .put("ver", 1)
            .put("jti", "AT." + registry.idGenerator().next("access", 32))
            .put("iss", registry.live().now().ownBase() + issuerPath)
            .put("aud", "com.deere.isg.axiom")
            .put("iat", now.getEpochSecond())
            .put("exp", end.getEpochSecond())
            .put("cid", consent.clientKey());
    scopes.forEach(claims.putArray("scp")::add);
    return claims.put("sub", subject).put("userID", subject);
  }

  private ObjectNode identity(Consent consent, Instant now, Instant end) {
    return Json.object()
        .put("sub", consent.userName())
        .put("iss", registry.live().now().ownBase() + issuerPath)
        .put("aud", consent.clientKey())
        .put("iat", now.getEpochSecond())
        .put("exp", end.getEpochSecond())
        .put("preferred_username", consent.userName());
  }

  private Switches switches() {
    return registry.live().switches();
  }

  static String s256(String verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(IdGenerator.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }
}
