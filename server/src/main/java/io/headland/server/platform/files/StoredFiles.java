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
import java.util.regex.Pattern;

/// Files below a folder, each with a key such as `<API owner>/<batch>/archive.zip`. Only the owner
/// of the process can read them.
///
/// A file is written to the temporary folder of this process, which is on the same file system, and
/// committed when it is complete: a key leads to complete bytes that survive a power failure, or to
/// none. Several nodes can use one folder; the temporary files of a process that was killed are
/// deleted when a node opens the folder.
public final class StoredFiles implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int MAX_NAMES = 8;
  private static final int ATTEMPTS = 3;

  private final Path folder;
  private final TemporaryFolder temporary;
  private final UuidGenerator ids;

  private StoredFiles(Path folder, TemporaryFolder temporary, UuidGenerator ids) {
    this.folder = folder;
    this.temporary = temporary;
    this.ids = ids;
  }

  /// Opens a folder, and creates it if necessary.
  ///
  /// @param ids of temporary files
  /// @throws StartupException when the folder cannot be used
  public static StoredFiles open(Path folder, UuidGenerator ids) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      OwnerOnly.createFolder(absolute);
      return new StoredFiles(absolute, TemporaryFolder.claim(absolute, ids), ids);
    } catch (IOException e) {
      throw new StartupException("The folder %s cannot be used: %s.".formatted(absolute, e), e);
    }
  }

  /// The path of a key, whether or not there is a file.
  ///
  /// @throws IllegalArgumentException when the key is not one to eight names of letters, digits,
  ///   `.`, `_` and `-`, separated by `/`, each beginning with a letter or a digit
  public Path path(String key) {
    List<String> names = List.of(key.split("/", -1));
    boolean valid =
        names.size() <= MAX_NAMES
            && names.stream().allMatch(name -> NAME.matcher(name).matches())
            && !names.getFirst().equals(TemporaryFolder.NAME);
    if (!valid) {
      throw new IllegalArgumentException("Not the key of a file: " + key);
    }
    return folder.resolve(key);
  }

  /// Creates an empty temporary file.
  ///
  /// @param ending of its name, such as `.parquet`
  public Path temporaryFile(String ending) throws IOException {
    return Files.createFile(temporary.path(ids.next() + ending), OwnerOnly.fileAttributes());
  }

  /// Creates an empty temporary folder. The caller deletes it, with [FileTree#delete].
  public Path temporaryFolder() throws IOException {
    Path created = temporary.path(ids.next().toString());
    OwnerOnly.createFolder(created);
    return created;
  }

  /// Moves a complete temporary file to its key, where it replaces an earlier one. When this method
  /// has returned, the file survives a power failure.
  ///
  /// @throws IOException when the file could not be stored; it is then still at its temporary path,
  ///   or complete at its key
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

  /// Deletes a file, if it exists.
  public void delete(String key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  /// Deletes all files whose keys begin with these names, such as `<API owner>/<batch>`.
  public void deleteAll(String prefix) throws IOException {
    FileTree.delete(path(prefix));
  }

  /// The first names of all keys.
  public List<String> names() throws IOException {
    return namesIn(folder).stream().filter(name -> !name.equals(TemporaryFolder.NAME)).toList();
  }

  /// The next names of all keys that begin with a prefix.
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
    return names.stream().filter(name -> NAME.matcher(name).matches()).toList();
  }

  /// When a file or folder below a prefix was last changed; empty when there is none, also when
  /// another process deletes one meanwhile.
  public Optional<Instant> lastModified(String prefix) throws IOException {
    return FileTree.lastModified(path(prefix));
  }

  /// Bytes that this process can still write.
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /// Deletes the temporary files of this process.
  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
