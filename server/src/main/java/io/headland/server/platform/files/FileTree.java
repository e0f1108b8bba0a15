package io.headland.server.platform.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Folders with their content.
public final class FileTree {
  private FileTree() {}

  /// When a file or folder was last changed; empty when there is none, also when one is deleted
  /// meanwhile.
  static Optional<Instant> lastModified(Path start) throws IOException {
    Instant last = Instant.MIN;
    try (Stream<Path> paths = Files.walk(start)) {
      for (Path each : paths.toList()) {
        Instant modified = Files.getLastModifiedTime(each).toInstant();
        last = modified.isAfter(last) ? modified : last;
      }
      return Optional.of(last);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Deletes a folder, if it exists. Files that are deleted by others meanwhile are ignored.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (!(failure instanceof NoSuchFileException)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
              throw failure;
            }
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
