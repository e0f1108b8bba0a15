package io.headland.simulator;

import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/// Entry point of the program.
public final class Main {
  // Referenced here because the level of a logger that is not referenced is lost in garbage
  // collection.
  private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

  private Main() {}

  public static void main(String[] args) {
    // HTTP dates are in GMT by definition; the web server writes them in the time zone of the JVM.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SERVER_LOG.setLevel(Level.WARNING);
    int code = commandLine().execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new StartCommand())
        .setParameterExceptionHandler(
            (mistake, _) -> {
              CommandLine command = mistake.getCommandLine();
              command.getErr().println(mistake.getMessage());
              command.getErr().println("Try --help.");
              command.getErr().flush();
              return command.getCommandSpec().exitCodeOnInvalidInput();
            });
  }
}
