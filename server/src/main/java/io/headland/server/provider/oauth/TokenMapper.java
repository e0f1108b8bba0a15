package io.headland.server.provider.oauth;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireTexts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Maps the JSON of the token endpoint to records.
final class TokenMapper {
  /// When `expires_in` is missing or invalid. A value that is too short only causes an additional
  /// refresh.
  static final Duration SAFE_LIFETIME = Duration.ofHours(1);

  private static final long LONGEST_LIFETIME_SECONDS = Duration.ofDays(7).toSeconds();

  /// The characters permitted in an `Authorization` header.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  /// The characters permitted in an OAuth error (RFC 6749, 5.2), with a bounded length.
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /// Bytes of a response. It is read as a tree, which takes many times the memory.
  private static final int LARGEST = 64 * 1024;

  Reading<TokenGrant> grant(ResponseBody body) {
    return switch (read(body)) {
      case Unreadable(String reason) -> new Unreadable<>(reason);
      case Read(JsonNode response) -> grant(response);
    };
  }

  /// The error code; empty when the response has none. Okta has its own form in addition to
  /// OAuth's.
  Optional<String> findError(ResponseBody body) {
    return switch (read(body)) {
      case Unreadable<JsonNode> _ -> Optional.empty();
      case Read(JsonNode response) ->
          Stream.of("error", "errorCode")
              .map(key -> text(response, key))
              .filter(code -> CODE.matcher(code).matches())
              .findFirst();
    };
  }

  private static Reading<JsonNode> read(ResponseBody body) {
    if (body.size() > LARGEST) {
      body.release();
      return new Unreadable<>("more than " + LARGEST + " bytes");
    }
    return WireJson.read(body, JsonNode.class);
  }

  private static Reading<TokenGrant> grant(JsonNode response) {
    String accessToken = text(response, "access_token");
    if (!TOKEN.matcher(accessToken).matches()) {
      return new Unreadable<>("no access token");
    }
    String type = text(response, "token_type");
    if (!type.isEmpty() && !type.equalsIgnoreCase("Bearer")) {
      return new Unreadable<>("a token of an unknown type");
    }
    return new Read<>(
        new TokenGrant(
            Secret.of(accessToken),
            Secret.of(text(response, "refresh_token")),
            lifetime(response),
            scopes(response.path("scope"))));
  }

  private static Duration lifetime(JsonNode response) {
    // A text of digits is accepted as well.
    long seconds = response.path("expires_in").asLong(0);
    return seconds < 1 || seconds > LONGEST_LIFETIME_SECONDS
        ? SAFE_LIFETIME
        : Duration.ofSeconds(seconds);
  }

  /// In RFC 6749 scopes are a text separated by spaces; some servers return an array.
  private static List<String> scopes(JsonNode scope) {
    Stream<JsonNode> texts = scope.isArray() ? scope.valueStream() : Stream.of(scope);
    return texts
        .flatMap(text -> Stream.of(WireTexts.normalized(text.asString("")).split("\\s+")))
        .filter(word -> !word.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private static String text(JsonNode response, String key) {
    return WireTexts.normalized(response.path(key).asString("")).strip();
  }

  /// A parsed token response.
  ///
  /// @param refreshToken blank when there is none
  record TokenGrant(
      Secret accessToken, Secret refreshToken, Duration lifetime, List<String> scopes) {

    TokenGrant {
      scopes = List.copyOf(scopes);
    }
  }
}
