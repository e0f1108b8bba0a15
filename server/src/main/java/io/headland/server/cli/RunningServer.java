package io.headland.server.cli;

import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.util.Optional;

/// A server that accepts requests until it is closed.
public interface RunningServer extends AutoCloseable {
  URI baseUri();

  /// The API owner that this start created, when the database contained none.
  Optional<NewOwner> newOwner();

  /// Waits for a permanent failure of the server, and returns the reason in one sentence.
  String awaitFailure();

  /// Stops accepting requests, waits for requests in progress, closes the database.
  @Override
  void close();

  /// The first API owner.
  ///
  /// @param madeUpPassword a generated password to be printed once; absent when the operator set
  ///   one
  record NewOwner(String email, Optional<Secret> madeUpPassword) {}

  /// Starts a server.
  @FunctionalInterface
  interface Starter {
    /// Returns a server that is ready.
    ///
    /// @throws io.headland.server.platform.config.StartupException for a reason that an operator
    ///   can correct
    RunningServer start(HeadlandConfig config) throws InterruptedException;
  }
}
