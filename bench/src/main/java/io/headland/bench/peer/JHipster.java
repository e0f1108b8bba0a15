package io.headland.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A generated JHipster application with an entity that has the columns of an organization: Spring
/// Boot with JPA, the stack whose paths Leaf's API has.
public final class JHipster {
  private static final String SCRIPT = "bench/peers/jhipster/create.sh";

  private JHipster() {}

  /// Generates and builds the application, unless the folder contains it.
  ///
  /// @param project folder of this project
  /// @return the jar; empty, with the reason as progress, when the tools are not available
  public static Optional<Path> create(Path project, Path folder, Consumer<String> progress)
      throws IOException, InterruptedException {
    Optional<Path> present = jar(folder);
    if (present.isPresent()) {
      return present;
    }
    if (!hasNpm()) {
      progress.accept("npm was not found, which generates the JHipster application: skipped");
      return Optional.empty();
    }
    progress.accept("generating and building a JHipster application");
    Files.createDirectories(folder);
    Path log = folder.resolve("create.log");
    var builder =
        new ProcessBuilder(project.resolve(SCRIPT).toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int status = builder.start().waitFor();
    Optional<Path> created = status == 0 ? jar(folder) : Optional.empty();
    if (created.isEmpty()) {
      progress.accept("the JHipster application could not be built, see " + log + ": skipped");
    }
    return created;
  }

  private static boolean hasNpm() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(place -> Path.of(place, "npm"))
        .anyMatch(Files::isExecutable);
  }

  private static Optional<Path> jar(Path folder) throws IOException {
    Path target = folder.resolve("app/target");
    if (!Files.isDirectory(target)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst();
    }
  }
}
