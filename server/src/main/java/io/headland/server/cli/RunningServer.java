package io.headland.server.cli;

import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.util.Optional;

/// A server that takes requests until it is closed.
public interface RunningServer extends AutoCloseable {
  URI baseUri();

  /// The API owner that this start made, when the database held none.
  Optional<NewOwner> newOwner();

  /// Waits until the server cannot go on, and gives the reason in one sentence; for as long as the
  /// server runs otherwise.
  String awaitFailure();

  /// Stops listening, lets requests under way finish, closes the database.
  @Override
  void close();

  /// The first API owner.
  ///
  /// @param madeUpPassword to be shown once; absent when the operator chose one
  record NewOwner(String email, Optional<Secret> madeUpPassword) {}

  /// How a server comes to run.
  @FunctionalInterface
  interface Starter {
    /// Gives back a server that is ready.
    ///
    /// @throws io.headland.server.platform.config.StartupException for a reason that an operator
    ///   can mend
    RunningServer start(HeadlandConfig config) throws InterruptedException;
  }
}
