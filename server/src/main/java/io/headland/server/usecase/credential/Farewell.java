package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;

/// What has to be done with an account's credential while there is one. Whether it succeeds does
/// not keep the account from going.
@FunctionalInterface
public interface Farewell {
  void before(AccountKey account) throws InterruptedException;
}
