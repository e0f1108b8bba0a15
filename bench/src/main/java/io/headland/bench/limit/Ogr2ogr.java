package io.headland.bench.limit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// GDAL's program for the conversion of vector files.
public final class Ogr2ogr {
  private final Path program;

  private Ogr2ogr(Path program) {
    this.program = program;
  }

  /// Searches the path; empty if GDAL is not installed.
  public static Optional<Ogr2ogr> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "ogr2ogr"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Ogr2ogr::new);
  }

  /// Converts a file.
  ///
  /// @param format GDAL's name of the format of the new file
  /// @return the elapsed time
  public Duration convert(Path source, String format, Path target)
      throws IOException, InterruptedException {
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(
                program.toString(), "-q", "-f", format, target.toString(), source.toString())
            .inheritIO()
            .start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("ogr2ogr ended with " + status);
    }
    return Duration.ofNanos(System.nanoTime() - before);
  }
}
