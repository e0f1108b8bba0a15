package io.headland.server.cli;

/// What a command's end tells the shell.
final class ExitCode {
  public static final int OK = 0;

  /// It was understood but could not be done.
  public static final int FAILED = 1;

  /// The command line or the configuration is wrong.
  public static final int USAGE = 2;

  private ExitCode() {}
}
