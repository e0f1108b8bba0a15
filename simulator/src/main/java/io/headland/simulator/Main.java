package io.headland.simulator;

import picocli.CommandLine;

/// Entry point of the program.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = commandLine().execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new StartCommand());
  }
}
