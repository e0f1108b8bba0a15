package io.headland.server.cli;

/// The exit codes of commands.
final class ExitCode {
  static final int OK = 0;

  /// The command was valid and failed.
  static final int FAILED = 1;

  /// The command line or the configuration is invalid.
  static final int USAGE = 2;

  private ExitCode() {}
}
