package io.headland.server.provider;

import io.headland.server.config.Secret;
import io.headland.server.provider.GrantRefresh.Failed;
import io.headland.server.provider.GrantRefresh.Granted;
import io.headland.server.provider.GrantRefresh.Refused;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.upstream.AnswerBody;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;

/// What an answer of a token endpoint came to, at any provider that keeps to OAuth 2. A grant
/// counts as refused only when the endpoint says so in OAuth's own words: whatever else goes wrong,
/// the grant may be alive.
public final class TokenAnswers {
  private static final TokenMapper MAPPER = new TokenMapper();
  private static final Secret NO_TOKEN = Secret.of("");

  private TokenAnswers() {}

  /// Understands the answer to a refresh.
  ///
  /// @param sent the refresh token that was shown
  public static GrantRefresh read(UpstreamAnswer answer, Secret sent) {
    return switch (answer) {
      case Answered(int status, _, AnswerBody body) when status == 200 -> granted(body, sent);
      case Answered(int status, _, AnswerBody body) when isRefusal(status) ->
          MAPPER.findRefusal(body).<GrantRefresh>map(Refused::new).orElseGet(() -> failed(answer));
      case UpstreamAnswer other -> failed(other);
    };
  }

  /// Understands the answer to an authorization code.
  public static CodeExchange readExchange(UpstreamAnswer answer) {
    return switch (read(answer, NO_TOKEN)) {
      case Granted granted when granted.refreshToken().isBlank() ->
          // Without it the grant ends with the access token: the application lacks the scope or
          // the right to act while nobody is there.
          new CodeExchange.Refused("no_refresh_token");
      case Granted granted -> new CodeExchange.Granted(granted.refreshToken());
      case Refused(String error) -> new CodeExchange.Refused(error);
      case Failed(ProviderFailure failure) -> new CodeExchange.Failed(failure);
    };
  }

  private static GrantRefresh granted(AnswerBody body, Secret sent) {
    return switch (MAPPER.grant(body)) {
      case Unreadable(String why) -> new Failed(new BrokenAnswer("token answer: " + why));
      case Read(TokenGrant grant) ->
          new Granted(
              grant.accessToken(),
              // Not every provider rotates refresh tokens, but whatever comes back is the one to
              // keep.
              grant.refreshToken().isBlank() ? sent : grant.refreshToken(),
              grant.lifetime(),
              grant.scopes());
    };
  }

  private static GrantRefresh failed(UpstreamAnswer answer) {
    return switch (AnswerFailures.of(answer)) {
      // There is no token and no right to miss here: something other than the token endpoint
      // answered.
      case Unauthorized _, Forbidden _, ActionRequired _, NotFound _ ->
          new Failed(new BrokenAnswer("not an answer of a token endpoint"));
      case ProviderFailure.HeldBack heldBack -> new Failed(heldBack);
      case Throttled throttled -> new Failed(throttled);
      case Unavailable unavailable -> new Failed(unavailable);
      case BrokenAnswer broken -> new Failed(broken);
    };
  }

  private static boolean isRefusal(int statusCode) {
    return statusCode == 400 || statusCode == 401 || statusCode == 403;
  }
}
