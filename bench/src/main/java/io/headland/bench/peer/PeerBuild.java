package io.headland.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Builds the programs of peers with public tools, which are downloaded for it.
///
/// @param project folder of this project
/// @param searchPath folders of programs, as the variable `PATH`
public record PeerBuild(Path project, String searchPath, Consumer<String> progress) {

  public static PeerBuild in(Path project, Consumer<String> progress) {
    return new PeerBuild(project, System.getenv().getOrDefault("PATH", ""), progress);
  }

  /// Builds the program, unless it was built since its script or its sources were changed.
  ///
  /// @return the jar; empty, with the reason as progress, when it cannot be built here
  public Optional<Path> jar(Peer peer) throws IOException, InterruptedException {
    Path sources = project.resolve("bench/peers").resolve(peer.folder());
    Path folder = project.resolve("target/peers").resolve(peer.folder());
    Optional<Path> present = jarOf(folder);
    if (present.isPresent() && isNewer(present.get(), sources)) {
      return present;
    }
    Optional<String> missing = peer.tool().filter(tool -> !isInstalled(tool));
    if (missing.isPresent()) {
      progress.accept(
          "%s: skipped, since its build requires %s".formatted(peer.title(), missing.get()));
      return Optional.empty();
    }
    progress.accept(peer.title() + ": building the application");
    Files.createDirectories(folder);
    Path log = folder.resolve("create.log");
    var builder =
        new ProcessBuilder(sources.resolve("create.sh").toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int status = builder.start().waitFor();
    Optional<Path> created = status == 0 ? jarOf(folder) : Optional.empty();
    if (created.isEmpty()) {
      progress.accept(
          "%s: skipped, since the application could not be built, which requires %s; see %s"
              .formatted(peer.title(), peer.sources(), log));
    }
    return created;
  }

  private boolean isInstalled(String tool) {
    return Stream.of(searchPath.split(File.pathSeparator, -1))
        .map(place -> Path.of(place, tool))
        .anyMatch(Files::isExecutable);
  }

  private static boolean isNewer(Path jar, Path sources) throws IOException {
    FileTime built = Files.getLastModifiedTime(jar);
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Path> jarOf(Path folder) throws IOException {
    Path target = folder.resolve("app/target");
    if (!Files.isDirectory(target)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst();
    }
  }
}
