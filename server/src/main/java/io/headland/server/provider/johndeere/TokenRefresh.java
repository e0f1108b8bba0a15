package io.headland.server.provider.johndeere;

import io.headland.server.config.Secret;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.GrantRefresh.Failed;
import io.headland.server.provider.GrantRefresh.Granted;
import io.headland.server.provider.GrantRefresh.Refused;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.johndeere.Reading.Read;
import io.headland.server.provider.johndeere.Reading.Unreadable;
import io.headland.server.upstream.AnswerBody;
import io.headland.server.upstream.CallRecorder;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamAnswer.Answered;

/// Decides what asking the token endpoint came to. A grant counts as refused only when the endpoint
/// says so in OAuth's own words: whatever else goes wrong, the grant may be alive.
final class TokenRefresh {
  private final JohnDeereClient client;
  private final TokenMapper mapper;

  TokenRefresh(JohnDeereClient client, TokenMapper mapper) {
    this.client = client;
    this.mapper = mapper;
  }

  GrantRefresh refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException {
    UpstreamAnswer answer = client.refresh(credential, recorder);
    return switch (answer) {
      case Answered(int status, _, AnswerBody body) when status == 200 ->
          granted(body, credential.secret(JohnDeereCredential.REFRESH_TOKEN));
      case Answered(int status, _, AnswerBody body) when isRefusal(status) ->
          mapper.findRefusal(body).<GrantRefresh>map(Refused::new).orElseGet(() -> failed(answer));
      case UpstreamAnswer other -> failed(other);
    };
  }

  private GrantRefresh granted(AnswerBody body, Secret sent) {
    return switch (mapper.grant(body)) {
      case Unreadable(String why) -> new Failed(new BrokenAnswer("token answer: " + why));
      case Read(TokenGrant grant) ->
          new Granted(
              grant.accessToken(),
              // Deere is not seen to rotate refresh tokens, but whatever comes back is the one to
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
