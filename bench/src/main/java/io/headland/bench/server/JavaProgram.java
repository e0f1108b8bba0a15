package io.headland.bench.server;

import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server's jar, and the JVM with which it is run: this one, with the options that the launcher
/// gave it.
///
/// @param options of the JVM
/// @param cache an AOT cache to start with
public record JavaProgram(Path java, List<String> options, Path jar, Optional<Path> cache) {
  private static final String MAIN = "io.headland.server.Main";

  /// The server that this program was built with.
  ///
  /// @param more options for the server alone
  public static JavaProgram ofServer(List<String> more) {
    List<String> options = new ArrayList<>();
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-XX:AOT")) {
        options.add(option);
      }
    }
    options.addAll(more);
    Path jar = jarOf(io.headland.server.Main.class);
    return new JavaProgram(
        Path.of(System.getProperty("java.home"), "bin", "java"), options, jar, cacheBeside(jar));
  }

  public JavaProgram withoutCache() {
    return new JavaProgram(java, options, jar, Optional.empty());
  }

  /// The folder of the whole project.
  public Path project() {
    return jar.resolveSibling("../..").normalize();
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(options);
    cache.ifPresent(file -> command.add("-XX:AOTCache=" + file));
    command.addAll(List.of("-cp", jar.toString(), MAIN));
    command.addAll(arguments);
    return command;
  }

  /// Where the launcher keeps the cache that it makes after a build.
  private static Optional<Path> cacheBeside(Path jar) {
    return Optional.of(jar.resolveSibling("headland-server.aot")).filter(Files::isRegularFile);
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
