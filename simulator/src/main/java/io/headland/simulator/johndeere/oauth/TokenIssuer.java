package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.fielddata.Jwt;
import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.Switches;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Exchanges codes, refresh tokens and client credentials for tokens.
final class TokenIssuer {
  private final GrantBook book;
  private final CodeBook codes;
  private final String issuerPath;

  TokenIssuer(GrantBook book, CodeBook codes, String issuerPath) {
    this.book = book;
    this.codes = codes;
    this.issuerPath = issuerPath;
  }

  Issue forCode(
      Application application, String code, String redirectUri, @Nullable String verifier) {
    return switch (codes.redeem(code)) {
      case CodeBook.Redeemed.Unknown _ -> Issue.deadCode();
      case CodeBook.Redeemed.Again(Optional<Consent> earlier) -> {
        if (switches().punishReuse()) {
          earlier.ifPresent(Consent::revoke);
        }
        yield Issue.deadCode();
      }
      case CodeBook.Redeemed.Fresh(Code found) -> {
        Optional<Issue.Refused> refusal = objection(application, found, redirectUri, verifier);
        yield refusal.isPresent() ? refusal.get() : begin(application, code, found);
      }
    };
  }

  private Optional<Issue.Refused> objection(
      Application application, Code code, String redirectUri, @Nullable String verifier) {
    if (!code.clientKey().equals(application.clientKey())
        || !book.now().isBefore(code.expiresAt())) {
      return Optional.of(Issue.deadCode());
    }
    if (!code.redirectUri().equals(redirectUri)) {
      return Optional.of(
          new Issue.Refused(
              400,
              "invalid_grant",
              "The 'redirect_uri' is not the one of the authorization request."));
    }
    String challenge = code.challenge();
    if (challenge == null && verifier != null) {
      // RFC 9700, section 2.1.1: against an attacker who removes the challenge.
      return Optional.of(
          new Issue.Refused(
              400, "invalid_grant", "The authorization request had no code challenge."));
    }
    if (challenge != null && (verifier == null || !challenge.equals(s256(verifier)))) {
      return Optional.of(new Issue.Refused(400, "invalid_grant", "PKCE verification failed."));
    }
    return Optional.empty();
  }

  private Issue begin(Application application, String text, Code code) {
    boolean offline = code.scopes().contains("offline_access");
    Consent consent =
        book.begin(
            application.clientKey(),
            code.userName(),
            code.scopes(),
            offline ? book.newRefreshToken() : null);
    codes.remember(text, consent);
    return tokens(consent, code.scopes(), consent.refreshToken());
  }

  Issue forRefreshToken(Application application, String token, List<String> narrowed) {
    Optional<Consent> found = book.findByRefreshToken(token);
    if (found.isEmpty() || !found.get().clientKey().equals(application.clientKey())) {
      return Issue.deadRefreshToken();
    }
    Consent consent = found.get();
    // One refresh at a time for each consent: two callers with one token must not both rotate it.
    synchronized (consent) {
      return refresh(consent, token, narrowed, application);
    }
  }

  private Issue refresh(
      Consent consent, String token, List<String> narrowed, Application application) {
    if (consent.isSpent(token) && switches().punishReuse()) {
      consent.revoke();
    }
    boolean idle = !book.now().isBefore(consent.lastUsed().plus(GrantBook.REFRESH_LIFETIME));
    if (!token.equals(consent.refreshToken()) || idle) {
      return Issue.deadRefreshToken();
    }
    for (String scope : narrowed) {
      if (!consent.scopes().contains(scope)) {
        return Issue.badScope(scope, application);
      }
    }
    consent.use(book.now());
    if (switches().rotateRefreshTokens()) {
      String next = book.newRefreshToken();
      book.remember(next, consent);
      consent.rotateTo(next);
    }
    List<String> scopes = narrowed.isEmpty() ? consent.scopes() : narrowed;
    return tokens(consent, scopes, consent.refreshToken());
  }

  Issue forApplication(Application application, List<String> scopes) {
    return tokens(book.ofApplication(application.clientKey()), scopes, null);
  }

  private Issue tokens(Consent consent, List<String> scopes, @Nullable String refreshToken) {
    Instant now = book.now();
    Instant end = now.plus(switches().accessTokenLifetime());
    String accessToken = Jwt.write(claims(consent, scopes, now, end));
    book.remember(accessToken, new AccessToken(consent, scopes, end));
    String idToken =
        scopes.contains("openid") && consent.userName() != null
            ? Jwt.write(identity(consent, now, end))
            : null;
    // The response lists scopes in a different order, so that clients do not rely on the requested
    // one.
    List<String> ordered = scopes.stream().sorted(Comparator.reverseOrder()).toList();
    return new Issue.Tokens(
        accessToken, switches().accessTokenLifetime().toSeconds(), ordered, refreshToken, idToken);
  }

  private ObjectNode claims(Consent consent, List<String> scopes, Instant now, Instant end) {
    String subject = consent.userName() == null ? consent.clientKey() : consent.userName();
    ObjectNode claims =
        Json.object()
            .put("ver", 1)
            .put("jti", "AT." + book.idGenerator().next("access", 32))
            .put("iss", book.live().now().ownBase() + issuerPath)
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
        .put("iss", book.live().now().ownBase() + issuerPath)
        .put("aud", consent.clientKey())
        .put("iat", now.getEpochSecond())
        .put("exp", end.getEpochSecond())
        .put("preferred_username", consent.userName());
  }

  private Switches switches() {
    return book.live().switches();
  }

  static String s256(String verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(IdGenerator.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }
}
