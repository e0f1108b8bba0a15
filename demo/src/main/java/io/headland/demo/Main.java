package io.headland.demo;

import java.time.Clock;
import java.util.TimeZone;

/// Entry point.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // HTTP dates are GMT by definition, and the web server writes them in the zone of the JVM.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    System.exit(DemoCommand.commandLine(Clock.systemUTC()).execute(args));
  }
}
