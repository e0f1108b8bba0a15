package io.headland.server.platform.files;

import io.headland.server.platform.config.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The folder that one server uses exclusively while it runs.
///
/// The claim is a lock that the operating system releases when the process ends for any reason, so
/// there is never a stale one to remove manually.
public final class DataFolder implements AutoCloseable {
  private static final String LOCK_FILE = "lock";

  private final Path dir;
  private final FileChannel channel;

  private DataFolder(Path dir, FileChannel channel) {
    this.dir = dir;
    this.channel = channel;
  }

  /// Creates the folder if necessary and claims it.
  ///
  /// @throws StartupException when another process has claimed it, or it is not writable
  public static DataFolder claim(Path folder) {
    return tryClaim(folder).orElseThrow(() -> new StartupException(refusal(folder)));
  }

  /// As `claim`, but empty when another process has claimed the folder.
  public static Optional<DataFolder> tryClaim(Path folder) {
    Path dir = folder.toAbsolutePath().normalize();
    try {
      OwnerOnly.createFolder(dir);
      return lock(dir).map(channel -> new DataFolder(dir, channel));
    } catch (IOException e) {
      throw new StartupException(
          "The data folder %s cannot be used: %s.".formatted(dir, e.toString()), e);
    }
  }

  /// Whether a folder has the file with which it is claimed.
  static boolean isClaimable(Path folder) {
    return Files.exists(folder.resolve(LOCK_FILE));
  }

  public Path dir() {
    return dir;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("Could not release the data folder " + dir, e);
    }
  }

  private static Optional<FileChannel> lock(Path dir) throws IOException {
    FileChannel channel =
        FileChannel.open(
            dir.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      return Optional.empty();
    }
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return Optional.of(channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // another server in this process
    }
  }

  private static String refusal(Path folder) {
    Path dir = folder.toAbsolutePath().normalize();
    return "The data folder %s is in use by another Headland server (process %s): stop it, or use another folder with --data-dir."
        .formatted(dir, holderOf(dir));
  }

  private static String holderOf(Path dir) {
    try {
      String pid = Files.readString(dir.resolve(LOCK_FILE)).strip();
      return pid.isEmpty() ? "unknown" : pid;
    } catch (IOException _) {
      return "unknown"; // the lock is decisive, the number is only information
    }
  }
}
