package io.headland.bench.server;

import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server's jar, and the JVM with which it is run: the present one, with the options set by the
/// launcher.
///
/// @param options of the JVM
/// @param cache an AOT cache to use at the start
public record JavaProgram(Path java, List<String> options, Path jar, Optional<Path> cache) {
  private static final String MAIN = "io.headland.server.Main";
  private static final String CACHE = "-XX:AOTCache=";

  /// The server of the same build as this program. The AOT cache that the launcher passed to this
  /// JVM is used, unless there are options for which it was not created.
  ///
  /// @param more options only for the server
  public static JavaProgram ofServer(List<String> more) {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> options = new ArrayList<>();
    given.stream().filter(option -> !option.startsWith(CACHE)).forEach(options::add);
    options.addAll(more);
    Optional<Path> cache =
        given.stream()
            .filter(option -> option.startsWith(CACHE) && more.isEmpty())
            .map(option -> Path.of(option.substring(CACHE.length())))
            .findFirst();
    return new JavaProgram(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        options,
        jarOf(io.headland.server.Main.class),
        cache);
  }

  public JavaProgram withoutCache() {
    return new JavaProgram(java, options, jar, Optional.empty());
  }

  /// The same with more JVM options, for which the cache was not created.
  public JavaProgram with(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new JavaProgram(java, all, jar, Optional.empty());
  }

  /// The folder of the project.
  public Path project() {
    return jar.resolveSibling("../..").normalize();
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(options);
    cache.ifPresent(file -> command.add(CACHE + file));
    command.addAll(List.of("-cp", jar.toString(), MAIN));
    command.addAll(arguments);
    return command;
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
