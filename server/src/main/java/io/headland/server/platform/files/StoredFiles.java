package io.headland.server.platform.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Files with keys such as `<API owner>/<batch>/archive.zip`: one to eight names of letters,
/// digits, `.`, `_` and `-`, separated by `/`, each beginning with a letter or a digit. Any other
/// key is an [IllegalArgumentException].
///
/// A file is written to the temporary folder of this process and committed when it is complete: a
/// key leads to complete bytes that survive a power failure, or to none.
public interface StoredFiles extends AutoCloseable {
  /// The file of a key as a local file, which is to be opened soon after. It must not be changed.
  ///
  /// @return empty when there is none
  /// @throws IOException when the store cannot be reached
  Optional<Path> find(String key) throws IOException;

  /// Creates an empty temporary file.
  ///
  /// @param ending of its name, such as `.parquet`
  Path temporaryFile(String ending) throws IOException;

  /// Creates an empty temporary folder. The caller deletes it, with [FileTree#delete].
  Path temporaryFolder() throws IOException;

  /// Moves a complete temporary file to its key, where it replaces an earlier one. When this method
  /// has returned, the file survives a power failure.
  ///
  /// @throws IOException when the file could not be stored; it is then still at its temporary path,
  ///   or complete at its key
  void commit(Path temporaryFile, String key) throws IOException;

  /// Deletes a file, if it exists.
  void delete(String key) throws IOException;

  /// Deletes all files whose keys begin with these names, such as `<API owner>/<batch>`.
  void deleteAll(String prefix) throws IOException;

  /// The first names of all keys.
  List<String> names() throws IOException;

  /// The next names of all keys that begin with a prefix.
  List<String> names(String prefix) throws IOException;

  /// When a file below a prefix was last changed; empty when there is none, also when another
  /// process deletes one meanwhile.
  Optional<Instant> lastModified(String prefix) throws IOException;

  /// Bytes that this process can still write to temporary files.
  long freeBytes() throws IOException;

  /// Deletes the temporary files of this process.
  @Override
  void close() throws IOException;
}
