package io.headland.server.credential;

/// What has to be done with an account's credential while there is one. Whether it succeeds does
/// not keep the account from going.
@FunctionalInterface
public interface Farewell {
  void before(AccountKey account) throws InterruptedException;
}
