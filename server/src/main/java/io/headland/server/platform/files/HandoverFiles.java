package io.headland.server.platform.files;

import com.google.crypto.tink.Aead;
import io.headland.server.platform.config.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A folder of encrypted files, each of which stores the result of one operation until it is
/// committed to the database.
///
/// A file is created before the operation begins, with its description and with space for the
/// result, so that a full disk or a missing permission is detected before there is a result. It has
/// the extension `.tmp` until the result is on disk and `.pending` after that; a reader accepts
/// both, since a process may be killed in between. Names are random UUIDs, contents are encrypted
/// with the master key.
///
/// Layout: 8 bytes format, length and ciphertext of the description; from byte 4096 on, length and
/// ciphertext of the result. The length of a missing result is 0.
public final class HandoverFiles {
  static final byte[] FORMAT = "HLPEND01".getBytes(StandardCharsets.US_ASCII);
  static final int RESULT_AT = 4_096;
  static final String DRAFT = ".tmp";
  static final String COMPLETE = ".pending";

  private static final long LARGEST_FILE = 16 * 1024 * 1024;

  private final Path folder;
  private final Aead aead;
  private final Set<String> inUse = ConcurrentHashMap.newKeySet();

  private HandoverFiles(Path folder, Aead aead) {
    this.folder = folder;
    this.aead = aead;
  }

  /// Opens a folder, and creates it if necessary.
  ///
  /// @throws StartupException when it cannot be created
  public static HandoverFiles open(Path folder, Aead aead) {
    try {
      OwnerOnly.createFolder(folder);
      return new HandoverFiles(folder, aead);
    } catch (IOException e) {
      throw new StartupException("The folder %s cannot be used: %s.".formatted(folder, e), e);
    }
  }

  /// A file that is not used by an operation of this process.
  public sealed interface Found {
    Path file();

    /// A readable file.
    ///
    /// @param result absent when the operation ended without one
    record Valid(Path file, String description, Optional<String> result) implements Found {}

    /// Incomplete, damaged, or encrypted with a master key that this folder lacks.
    record Unreadable(Path file, String reason) implements Found {}
  }

  /// Creates the file of an operation.
  ///
  /// @param id of the operation; the name of the file
  /// @throws IOException when the folder is not writable, or the disk is full
  public HandoverFile create(UUID id, String description) throws IOException {
    inUse.add(id.toString());
    try {
      return HandoverFile.create(
          folder,
          id.toString(),
          encrypt(description, descriptionBinding()),
          result -> encrypt(result, resultBinding(description)),
          () -> inUse.remove(id.toString()));
    } catch (IOException | RuntimeException e) {
      inUse.remove(id.toString());
      throw e;
    }
  }

  /// The files that are not used by operations of this process: those of earlier processes, and
  /// those that were copied into the folder.
  public List<Found> list() throws IOException {
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!inUse.contains(operation(file))) {
          found.add(read(file));
        }
      }
    }
    return found;
  }

  /// Removes a file whose result is committed or not required any more.
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /// Removes the file of an operation, if there is one.
  public void delete(UUID id) throws IOException {
    Files.deleteIfExists(folder.resolve(id + DRAFT));
    Files.deleteIfExists(folder.resolve(id + COMPLETE));
  }

  private static String operation(Path file) {
    String name = String.valueOf(file.getFileName());
    int end = name.lastIndexOf('.');
    return end < 0 ? name : name.substring(0, end);
  }

  private Found read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
        return new Found.Unreadable(file, "it is not a file of this folder");
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      byte[] format = new byte[FORMAT.length];
      if (bytes.remaining() < RESULT_AT + Integer.BYTES
          || !java.util.Arrays.equals(FORMAT, take(bytes, format))) {
        return new Found.Unreadable(file, "it is incomplete or has another format");
      }
      String description = decrypt(section(bytes), descriptionBinding());
      byte[] result = section(bytes.position(RESULT_AT));
      return new Found.Valid(
          file,
          description,
          result.length == 0
              ? Optional.empty()
              : Optional.of(decrypt(result, resultBinding(description))));
    } catch (GeneralSecurityException e) {
      return new Found.Unreadable(
          file, "it is damaged or encrypted with a master key that this data folder lacks");
    } catch (IOException e) {
      return new Found.Unreadable(file, e.toString());
    }
  }

  private static byte[] take(ByteBuffer bytes, byte[] into) {
    bytes.get(into);
    return into;
  }

  private static byte[] section(ByteBuffer bytes) throws IOException {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException("it is damaged or incomplete");
    }
    return take(bytes, new byte[length]);
  }

  private byte[] encrypt(String text, byte[] binding) {
    try {
      return aead.encrypt(text.getBytes(StandardCharsets.UTF_8), binding);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key cannot encrypt", e);
    }
  }

  private String decrypt(byte[] bytes, byte[] binding) throws GeneralSecurityException {
    return new String(aead.decrypt(bytes, binding), StandardCharsets.UTF_8);
  }

  private static byte[] descriptionBinding() {
    return "handover|description".getBytes(StandardCharsets.UTF_8);
  }

  /// The result can be decrypted only with the description with which it was written.
  private static byte[] resultBinding(String description) {
    return ("handover|result|" + description).getBytes(StandardCharsets.UTF_8);
  }
}
