package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Pending authorization codes, each valid for one use within ten minutes.
final class TrimbleCodes {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private record IssuedCode(
      String userName, String redirectUri, String challenge, Instant expiresAt) {}

  private final InstantSource clock;
  private final IdGenerator idGenerator;
  private final Map<String, IssuedCode> pending = new ConcurrentHashMap<>();

  TrimbleCodes(InstantSource clock, IdGenerator idGenerator) {
    this.clock = clock;
    this.idGenerator = idGenerator;
  }

  /// A code for a user.
  ///
  /// @param authorizationRequest the authorization request
  String issue(String userName, Parameters authorizationRequest) {
    String text = idGenerator.next("trimble-code", 43);
    pending.put(
        text,
        new IssuedCode(
            userName,
            authorizationRequest.find("redirect_uri").orElse(""),
            authorizationRequest.find("code_challenge").orElse(""),
            clock.instant().plus(LIFETIME)));
    return text;
  }

  /// The user of a token request.
  Optional<String> redeem(Parameters form) {
    return form.findText("code")
        .flatMap(text -> Optional.ofNullable(pending.remove(text)))
        .filter(code -> clock.instant().isBefore(code.expiresAt()))
        .filter(code -> form.find("redirect_uri").equals(Optional.of(code.redirectUri())))
        .filter(code -> isVerified(code, form.find("code_verifier").orElse("")))
        .map(IssuedCode::userName);
  }

  private static boolean isVerified(IssuedCode code, String verifier) {
    // RFC 9700, section 2.1.1: no verifier without a challenge.
    return code.challenge().isEmpty()
        ? verifier.isEmpty()
        : code.challenge().equals(s256(verifier));
  }

  private static String s256(String verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(IdGenerator.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }
}
