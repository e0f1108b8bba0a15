package io.headland.server.core.machinefile.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.point.PointEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed after it has used DuckDB and SQLite.
@EnabledOnOs(OS.LINUX)
class NativeLibrariesTest {
  @TempDir Path folder;

  @Test
  void aKilledProcessLeavesNoNativeLibraries() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Loader.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("loaded");
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  /// Uses both drivers, and waits for its end.
  static final class Loader {
    private Loader() {}

    static void main(String... arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      try (PointEngine _ = PointEngine.open(folder, 100)) {
        GeoPackage.open(folder.resolve("points.gpkg")).close();
        System.out.println("loaded");
        System.in.read();
      }
    }
  }
}
