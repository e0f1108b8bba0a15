package io.headland.server.platform.safehttp;

import java.time.Duration;

/// What a call came to.
public sealed interface PostOutcome {
  /// From the lookup of the name to the end.
  Duration took();

  /// An answer, whatever it says.
  ///
  /// @param excerpt the beginning of its body
  record Answered(int status, String excerpt, Duration took) implements PostOutcome {}

  /// None.
  record NotAnswered(Failure failure, Duration took) implements PostOutcome {}

  /// Why there is no answer.
  enum Failure {
    REFUSED("The address is not public, or plain http leads to a public one."),
    UNKNOWN_HOST("The name of the host could not be looked up."),
    NO_CONNECTION("No connection came about."),
    NO_TLS("No encrypted connection came about."),
    TIMEOUT("There was no whole answer in time."),
    BROKEN("The connection broke off.");

    private final String sentence;

    Failure(String sentence) {
      this.sentence = sentence;
    }

    /// For people.
    public String sentence() {
      return sentence;
    }
  }

  default boolean isSuccess() {
    return this instanceof Answered answered && answered.status() >= 200 && answered.status() < 300;
  }
}
