package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;

/// Finds out, by asking the provider, what a new credential is good for, and leaves the answer in
/// its status.
@FunctionalInterface
public interface CredentialVerifier {
  void verify(AccountKey account) throws InterruptedException;
}
