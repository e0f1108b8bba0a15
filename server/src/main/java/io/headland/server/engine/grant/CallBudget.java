package io.headland.server.engine.grant;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.providerhttp.ProviderCall;
import java.time.Duration;

/// The rate limit of a provider application. The application is identified by the value of the
/// credential's identification field, for example John Deere's client key.
public interface CallBudget {
  /// Called before each call with an access token. Waits for a short time at most.
  ///
  /// @return zero when the call may be made now; otherwise the time to wait
  Duration holdBack(AccountKey account, String application) throws InterruptedException;

  /// Called for each call with an access token. Does not throw when the database is not available.
  void recordCall(AccountKey account, String application, ProviderCall call);

  /// Called for each token refresh, which is counted and never delayed: a missing refresh appears
  /// as an invalid credential.
  void recordRefresh(AccountKey account, String application, ProviderCall call);
}
