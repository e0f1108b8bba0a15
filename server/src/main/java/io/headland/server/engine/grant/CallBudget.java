package io.headland.server.engine.grant;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.providerhttp.ProviderCall;
import java.time.Duration;

/// The budget of calls of a provider application. The application is named by the value of the
/// credential's identification field, for example John Deere's client key.
public interface CallBudget {
  /// Asked before each call with an access token. Waits for a moment at most.
  ///
  /// @return zero when the call may be made now; otherwise how long to leave it
  Duration holdBack(AccountKey account, String application) throws InterruptedException;

  /// Told of each call with an access token. Does not throw because the database is away.
  void recordCall(AccountKey account, String application, ProviderCall call);

  /// Told of each token refresh, which counts and is never held back: a refresh that does not take
  /// place looks like a credential that is no good.
  void recordRefresh(AccountKey account, String application, ProviderCall call);
}
