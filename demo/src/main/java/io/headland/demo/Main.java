package io.headland.demo;

import java.time.Clock;
import java.util.TimeZone;

/// Entry point.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // HTTP dates are in GMT by definition; the web server writes them in the time zone of the JVM.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    System.exit(DemoCommand.commandLine(Clock.systemUTC()).execute(args));
  }
}
