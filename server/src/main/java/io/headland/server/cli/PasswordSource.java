package io.headland.server.cli;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.config.TextFile;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The source of a password: a file, a terminal without echo, or standard input. Not the command
/// line, which other users of the machine can read.
final class PasswordSource {
  private final InputStream standardInput;

  PasswordSource(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /// Reads the first line of the file, if one is given; otherwise prompts the terminal; otherwise
  /// reads the first line of standard input.
  @SuppressWarnings("SystemConsoleNull") // in JDK 25 it is null again without a terminal
  Secret read(Optional<Path> file) {
    if (file.isPresent()) {
      return firstLineOf(file.get());
    }
    @Nullable Console terminal = System.console();
    return terminal != null && terminal.isTerminal() ? prompt(terminal) : firstLineOfInput();
  }

  private static Secret firstLineOf(Path file) {
    try {
      return Secret.of(TextFile.firstLine(file));
    } catch (IOException e) {
      throw new StartupException("The password file %s cannot be read.".formatted(file), e);
    }
  }

  private static Secret prompt(Console terminal) {
    char @Nullable [] first = terminal.readPassword("Password: ");
    char @Nullable [] again = terminal.readPassword("Again: ");
    if (first == null || !Arrays.equals(first, again)) {
      throw new StartupException("The two passwords differ.");
    }
    return Secret.of(new String(first));
  }

  private Secret firstLineOfInput() {
    try {
      var reader = new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8));
      @Nullable String line = reader.readLine();
      return Secret.of(line == null ? "" : line);
    } catch (IOException e) {
      throw new StartupException("The password cannot be read from standard input.", e);
    }
  }
}
