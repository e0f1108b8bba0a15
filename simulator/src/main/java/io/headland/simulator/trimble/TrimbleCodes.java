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

/// Authorization codes that wait to be redeemed, each good once and for ten minutes.
final class TrimbleCodes {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private record Code(String userName, String redirectUri, String challenge, Instant expiresAt) {}

  private final InstantSource clock;
  private final IdGenerator idGenerator;
  private final Map<String, Code> waiting = new ConcurrentHashMap<>();

  TrimbleCodes(InstantSource clock, IdGenerator idGenerator) {
    this.clock = clock;
    this.idGenerator = idGenerator;
  }

  /// A code for a user.
  ///
  /// @param asked the authorization request
  String issue(String userName, Parameters asked) {
    String text = idGenerator.next("trimble-code", 43);
    waiting.put(
        text,
        new Code(
            userName,
            asked.find("redirect_uri").orElse(""),
            asked.find("code_challenge").orElse(""),
            clock.instant().plus(LIFETIME)));
    return text;
  }

  /// The user whom a token request speaks for.
  Optional<String> redeem(Parameters form) {
    return form.findText("code")
        .flatMap(text -> Optional.ofNullable(waiting.remove(text)))
        .filter(code -> clock.instant().isBefore(code.expiresAt()))
        .filter(code -> form.find("redirect_uri").equals(Optional.of(code.redirectUri())))
        .filter(code -> isProven(code, form.find("code_verifier").orElse("")))
        .map(Code::userName);
  }

  private static boolean isProven(Code code, String verifier) {
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
