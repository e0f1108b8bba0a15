package io.headland.server.cli;

import io.headland.server.platform.config.Loading;
import io.headland.server.platform.config.StartupException;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports errors to the operator, with the exit code.
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /// Lists all errors of the configuration.
  static int explain(Loading.Rejected rejected, PrintWriter err) {
    int count = rejected.problems().size();
    err.printf("headland: the configuration has %d error%s:%n", count, count == 1 ? "" : "s");
    rejected.problems().forEach(problem -> err.println("  " + problem));
    err.flush();
    return ExitCode.USAGE;
  }

  /// An error that the operator can correct is printed in one sentence; any other is logged with
  /// its stack trace.
  static int explain(Exception failure, PrintWriter err) {
    Optional<String> sentence = sentenceFor(failure);
    if (sentence.isPresent()) {
      err.println("headland: " + sentence.get());
      err.flush();
    } else {
      LOG.error("Unexpected failure", failure);
    }
    return ExitCode.FAILED;
  }

  private static Optional<String> sentenceFor(Exception failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupException) {
        return Optional.ofNullable(cause.getMessage());
      }
      if (cause instanceof BindException) {
        return Optional.of(
            "The address cannot be bound (%s): set another with --port or host."
                .formatted(cause.getMessage()));
      }
    }
    return Optional.empty();
  }
}
