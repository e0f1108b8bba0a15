package io.headland.server.platform.safehttp;

import java.time.Duration;

/// The result of a call.
public sealed interface PostOutcome {
  /// From the resolution of the name to the end.
  Duration took();

  /// A response with any status.
  ///
  /// @param excerpt the beginning of its body
  record Received(int status, String excerpt, Duration took) implements PostOutcome {}

  /// No response.
  record NoResponse(Failure failure, Duration took) implements PostOutcome {}

  /// The reason why there is no response.
  enum Failure {
    REFUSED("The address is not public, or is public and not https."),
    UNKNOWN_HOST("The host name could not be resolved."),
    NO_CONNECTION("Could not connect."),
    NO_TLS("Could not establish a TLS connection."),
    TIMEOUT("There was no complete response in time."),
    BROKEN("The connection was closed.");

    private final String sentence;

    Failure(String sentence) {
      this.sentence = sentence;
    }

    /// A sentence for users.
    public String sentence() {
      return sentence;
    }
  }

  default boolean isSuccess() {
    return this instanceof Received received && received.status() >= 200 && received.status() < 300;
  }
}
