package io.headland.server.provider.oauth;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ErrorBody;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import io.headland.server.provider.CodeExchange;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.GrantRefresh.Failed;
import io.headland.server.provider.GrantRefresh.Granted;
import io.headland.server.provider.GrantRefresh.Refused;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.provider.ProviderFailure.ApplicationRefused;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.ResponseFailures;
import io.headland.server.provider.oauth.TokenMapper.TokenGrant;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// The meaning of a response of a token endpoint, at any provider that follows OAuth 2 (RFC 6749,
/// 5.2).
///
/// | response | meaning |
/// |---|---|
/// | `invalid_grant`, with 200 or any 4xx | the grant is not valid |
/// | another 4xx, with another code, an unknown one, or none | the application or the request is rejected |
/// | 408, 429, 5xx, `temporarily_unavailable`, `server_error`, no response | to be retried |
public final class TokenResponses {
  private static final TokenMapper MAPPER = new TokenMapper();
  private static final Secret NO_TOKEN = Secret.of("");
  private static final String INVALID_GRANT = "invalid_grant";
  private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);

  private TokenResponses() {}

  /// Reads the response to a refresh.
  ///
  /// @param sent the refresh token that was sent
  /// @param secrets of the credential, which no error may contain
  public static GrantRefresh read(
      ProviderResponse response, Secret sent, Collection<Secret> secrets) {
    return switch (response) {
      case Complete(int status, _, ResponseBody body) when status == 200 ->
          granted(status, body, sent, secrets);
      case Complete(int status, ResponseHeaders headers, ResponseBody body)
          when isRefusal(status) ->
          refused(status, headers, body, secrets);
      case ProviderResponse other -> failed(other);
    };
  }

  /// Reads the response to an authorization code.
  ///
  /// @param secrets of the application, which no error may contain
  public static CodeExchange readExchange(ProviderResponse response, Collection<Secret> secrets) {
    return switch (read(response, NO_TOKEN, secrets)) {
      case Granted granted when granted.refreshToken().isBlank() ->
          // Without it the grant ends with the access token: the application lacks the scope or the
          // permission for offline access.
          new CodeExchange.Refused("no_refresh_token");
      case Granted granted -> new CodeExchange.Granted(granted.refreshToken());
      case Refused _ -> new CodeExchange.Refused(INVALID_GRANT);
      case Failed(ApplicationRefused(_, ProviderError error, _)) when !error.code().isEmpty() ->
          new CodeExchange.Refused(error.code());
      case Failed(ProviderFailure failure) -> new CodeExchange.Failed(failure);
    };
  }

  private static GrantRefresh granted(
      int status, ResponseBody body, Secret sent, Collection<Secret> secrets) {
    return switch (MAPPER.grant(body)) {
      case Unreadable(String reason) ->
          isInvalidGrant(body)
              ? new Refused(status, error(body, secrets))
              : new Failed(new InvalidResponse("token response: " + reason));
      case Read(TokenGrant grant) ->
          new Granted(
              grant.accessToken(),
              // Not every provider rotates refresh tokens; the returned one is stored in any case.
              grant.refreshToken().isBlank() ? sent : grant.refreshToken(),
              grant.lifetime(),
              grant.scopes());
    };
  }

  private static GrantRefresh refused(
      int status, ResponseHeaders headers, ResponseBody body, Collection<Secret> secrets) {
    Optional<String> code = MAPPER.findError(body);
    if (code.filter(INVALID_GRANT::equals).isPresent()) {
      return new Refused(status, error(body, secrets));
    }
    if (code.filter(TokenResponses::isTemporary).isPresent()) {
      return new Failed(
          new Unavailable(
              "token endpoint: " + code.get(),
              headers.retryAfter(ResponseFailures.UNAVAILABLE_PAUSE)));
    }
    ProviderError error = error(body, secrets);
    return new Failed(
        new ApplicationRefused(
            status,
            // If the body has no OAuth error, a code of another kind would be mistaken for one.
            code.isPresent() ? error : new ProviderError("", error.description()),
            headers.retryAfter(REFUSED_PAUSE)));
  }

  private static boolean isInvalidGrant(ResponseBody body) {
    return MAPPER.findError(body).filter(INVALID_GRANT::equals).isPresent();
  }

  private static boolean isTemporary(String code) {
    return code.equals("temporarily_unavailable") || code.equals("server_error");
  }

  private static ProviderError error(ResponseBody body, Collection<Secret> secrets) {
    return ErrorBody.read(body, secrets);
  }

  private static GrantRefresh failed(ProviderResponse response) {
    return switch (ResponseFailures.of(response)) {
      // Tokens and permissions do not apply here: the response is not from the token endpoint.
      case Unauthorized _, Forbidden _, ActionRequired _, NotFound _ ->
          new Failed(new InvalidResponse("not a response of a token endpoint"));
      case ApplicationRefused refused -> new Failed(refused);
      case ProviderFailure.RateLimited rateLimited -> new Failed(rateLimited);
      case ProviderFailure.RefreshPending pending -> new Failed(pending);
      case Throttled throttled -> new Failed(throttled);
      case Unavailable unavailable -> new Failed(unavailable);
      case InvalidResponse broken -> new Failed(broken);
    };
  }

  private static boolean isRefusal(int statusCode) {
    return statusCode >= 400 && statusCode < 500 && statusCode != 408 && statusCode != 429;
  }
}
