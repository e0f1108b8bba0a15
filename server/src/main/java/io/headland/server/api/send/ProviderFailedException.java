package io.headland.server.api.send;

import io.headland.server.provider.ProviderFailure;

/// Ends an attempt to send a field: a call to the provider failed.
final class ProviderFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProviderFailure failure;

  ProviderFailedException(ProviderFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  ProviderFailure failure() {
    return failure;
  }
}
