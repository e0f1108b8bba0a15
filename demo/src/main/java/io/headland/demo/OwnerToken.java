package io.headland.demo;

import io.headland.demo.scenario.SignIn;

/// An access token for manual requests.
final class OwnerToken {
  private OwnerToken() {}

  /// Signs the API owner in.
  ///
  /// @throws DemoException when a kept folder belongs to another owner
  static String fetch(Demo demo) throws InterruptedException {
    return SignIn.token(demo.environment())
        .orElseThrow(
            () ->
                new DemoException(
                    "The folder %s contains data of an API owner other than %s: give another with --data-dir."
                        .formatted(demo.folder(), demo.environment().owner().name())));
  }
}
