package io.headland.server.platform.files;

import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Files below a folder of a file system. Only the owner of the process can read them.
///
/// A file is written to the temporary folder of this process, which is on the same file system, and
/// committed when it is complete: a key leads to complete bytes that survive a power failure, or to
/// none. Several nodes can use one folder; the temporary files of a process that was killed are
/// deleted when a node opens the folder.
public final class FolderFiles implements StoredFiles {
  private static final int ATTEMPTS = 3;

  private final Path folder;
  private final TemporaryFolder temporary;
  private final UuidGenerator ids;

  private FolderFiles(Path folder, TemporaryFolder temporary, UuidGenerator ids) {
    this.folder = folder;
    this.temporary = temporary;
    this.ids = ids;
  }

  /// Opens a folder, and creates it if necessary.
  ///
  /// @param ids of temporary files
  /// @throws StartupException when the folder cannot be used
  public static FolderFiles open(Path folder, UuidGenerator ids) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      OwnerOnly.createFolder(absolute);
      return new FolderFiles(absolute, TemporaryFolder.claim(absolute, ids), ids);
    } catch (IOException e) {
      throw new StartupException("The folder %s cannot be used: %s.".formatted(absolute, e), e);
    }
  }

  /// The path of a key, whether or not there is a file.
  ///
  /// @throws IllegalArgumentException when it is not a key
  public Path path(String key) {
    return folder.resolve(FileKey.require(key));
  }

  @Override
  public Optional<Path> find(String key) {
    Path path = path(key);
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  @Override
  public Path temporaryFile(String ending) throws IOException {
    return Files.createFile(temporary.path(ids.next() + ending), OwnerOnly.fileAttributes());
  }

  @Override
  public Path temporaryFolder() throws IOException {
    Path created = temporary.path(ids.next().toString());
    OwnerOnly.createFolder(created);
    return created;
  }

  @Override
  public void commit(Path temporaryFile, String key) throws IOException {
    Path target = path(key);
    OwnerOnly.restrict(temporaryFile);
    try (FileChannel channel = FileChannel.open(temporaryFile, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    move(temporaryFile, target);
    OwnerOnly.syncFolder(parent(target));
  }

  /// A folder that is deleted in between is created again.
  private void move(Path from, Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        createFolders(parent(to));
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS || !Files.exists(from)) {
          throw e;
        }
      }
    }
  }

  /// Creates folders whose names survive a power failure.
  private static void createFolders(Path last) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path each = last; !Files.exists(each); each = parent(each)) {
      missing.push(each);
    }
    for (Path each : missing) {
      OwnerOnly.createFolder(each);
      OwnerOnly.syncFolder(parent(each));
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("A path without a folder: " + path);
    }
    return parent;
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  @Override
  public void deleteAll(String prefix) throws IOException {
    FileTree.delete(path(prefix));
  }

  @Override
  public List<String> names() throws IOException {
    return namesIn(folder).stream().filter(name -> !name.equals(TemporaryFolder.NAME)).toList();
  }

  @Override
  public List<String> names(String prefix) throws IOException {
    return namesIn(path(prefix));
  }

  private static List<String> namesIn(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (NoSuchFileException _) {
      return List.of();
    }
    // Others, such as `.snapshot` of a network file system, are not files of this store.
    return names.stream().filter(name -> FileKey.isName(name)).toList();
  }

  @Override
  public Optional<Instant> lastModified(String prefix) throws IOException {
    return FileTree.lastModified(path(prefix));
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /// Deletes the temporary files of this process.
  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
