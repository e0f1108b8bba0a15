package io.headland.demo;

import java.time.Clock;

/// Entry point.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(DemoCommand.commandLine(Clock.systemUTC()).execute(args));
  }
}
