package io.headland.server.platform.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that was received, with the fields of its form. Closing it deletes the file, unless it
/// was moved.
public final class ReceivedFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReceivedFile.class);

  private final Map<String, String> fields;
  private final String name;
  private final Path path;
  private final long size;
  private final byte[] digest;

  ReceivedFile(Map<String, String> fields, String name, Path path, long size, byte[] digest) {
    this.fields = Map.copyOf(fields);
    this.name = name;
    this.path = path;
    this.size = size;
    this.digest = digest.clone();
  }

  /// A field of the form; the first one when it is repeated; absent also when it is empty.
  public Optional<String> field(String field) {
    return Optional.ofNullable(fields.get(field)).filter(value -> !value.isEmpty());
  }

  /// The name given by the client, without folders and control characters; used only for display.
  public String name() {
    return name;
  }

  public Path path() {
    return path;
  }

  /// In bytes.
  public long size() {
    return size;
  }

  /// SHA-256 of the file.
  public byte[] digest() {
    return digest.clone();
  }

  @Override
  public void close() {
    delete(path);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is deleted at the next start.
      log.warn("A temporary file could not be deleted", e);
    }
  }
}
