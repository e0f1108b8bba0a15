package io.headland.server.platform.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Native libraries that drivers unpack to the folder of temporary files. The drivers delete them
/// when the virtual machine exits normally; a server that is killed, or stopped by a signal, would
/// leave tens of megabytes at each start.
public final class LoadedLibraries {
  private static final Path MAPS = Path.of("/proc/self/maps");

  private LoadedLibraries() {}

  /// Deletes the files of libraries that this process has loaded from the folder of temporary
  /// files; they stay loaded. On systems other than Linux the files remain until the exit.
  ///
  /// @param namePrefix of the file
  public static void deleteFiles(String namePrefix) {
    if (!Files.isReadable(MAPS)) {
      return;
    }
    try (Stream<String> lines = Files.lines(MAPS)) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      for (Path file :
          lines
              .filter(line -> line.indexOf('/') >= 0)
              .map(line -> Path.of(line.substring(line.indexOf('/'))))
              .filter(path -> folder.equals(path.getParent()))
              .filter(path -> String.valueOf(path.getFileName()).startsWith(namePrefix))
              .distinct()
              .toList()) {
        Files.deleteIfExists(file);
        // SQLite's driver marks a library that is in use with a second file.
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".lck"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The files of native libraries could not be deleted", e);
    }
  }
}
