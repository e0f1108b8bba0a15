package io.headland.demo;

import io.headland.demo.story.SignIn;

/// A token for whoever wants to try things out at once.
final class OwnerToken {
  private OwnerToken() {}

  /// Signs the API owner in.
  ///
  /// @throws DemoException when a kept folder belongs to somebody else
  static String fetch(Demo demo) throws InterruptedException {
    return SignIn.token(demo.stage())
        .orElseThrow(
            () ->
                new DemoException(
                    "The folder %s holds the data of another API owner than %s: give another with --data-dir."
                        .formatted(demo.folder(), demo.stage().owner().name())));
  }
}
