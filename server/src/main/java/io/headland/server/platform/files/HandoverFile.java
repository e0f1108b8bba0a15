package io.headland.server.platform.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.function.Function;

/// The file of one operation in [HandoverFiles]. Used by one thread at a time.
public final class HandoverFile implements AutoCloseable {
  private static final int RESERVED = 32 * 1024;

  private final Path folder;
  private final Path draft;
  private final Path complete;
  private final FileChannel channel;
  private final Function<String, byte[]> encryption;
  private final Runnable onClose;

  private HandoverFile(
      Path folder,
      String name,
      FileChannel channel,
      Function<String, byte[]> encryption,
      Runnable onClose) {
    this.folder = folder;
    this.draft = folder.resolve(name + HandoverFiles.DRAFT);
    this.complete = folder.resolve(name + HandoverFiles.COMPLETE);
    this.channel = channel;
    this.encryption = encryption;
    this.onClose = onClose;
  }

  static HandoverFile create(
      Path folder,
      String name,
      byte[] description,
      Function<String, byte[]> encryption,
      Runnable onClose)
      throws IOException {
    Path draft = folder.resolve(name + HandoverFiles.DRAFT);
    FileChannel channel =
        FileChannel.open(
            draft,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.fileAttributes());
    boolean created = false;
    try {
      ByteBuffer head = ByteBuffer.allocate(RESERVED);
      head.put(HandoverFiles.FORMAT).putInt(description.length).put(description);
      if (head.position() > HandoverFiles.RESULT_AT) {
        throw new IllegalArgumentException("The description is too long");
      }
      writeAt(channel, head.rewind(), 0);
      created = true;
      return new HandoverFile(folder, name, channel, encryption, onClose);
    } finally {
      if (!created) {
        channel.close();
        Files.deleteIfExists(draft);
      }
    }
  }

  /// Writes the result. It survives the end of this process as soon as it is written, and a power
  /// failure when this method has returned.
  ///
  /// @throws IOException when it could not be written; may be called again
  public void store(String result) throws IOException {
    byte[] bytes = encryption.apply(result);
    ByteBuffer section = ByteBuffer.allocate(Integer.BYTES + bytes.length);
    writeAt(channel, section.putInt(bytes.length).put(bytes).flip(), HandoverFiles.RESULT_AT);
    channel.force(true);
    Files.move(draft, complete, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.syncFolder(folder);
  }

  /// Removes the file: the result is committed, or there is none.
  public void delete() throws IOException {
    Files.deleteIfExists(draft);
    Files.deleteIfExists(complete);
  }

  /// Ends the use by this operation. A file that was not deleted is then returned by
  /// [HandoverFiles#list()].
  @Override
  public void close() throws IOException {
    onClose.run();
    channel.close();
  }

  private static void writeAt(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
