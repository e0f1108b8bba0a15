package io.headland.bench.soak.fault;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A file system in memory, mounted for the database, whose size is reduced to the space in use, to
/// simulate a full disk. Mounting requires root.
public final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "2g";
  private static final long LEFT = 65_536;
  private static final int LIMIT_S = 20;

  private final Path dir;

  private SmallDisk(Path dir) {
    this.dir = dir;
  }

  /// Mounts it on a folder.
  ///
  /// @return absent if this user may not mount, or the system is not Linux
  public static Optional<SmallDisk> mount(Path dir) throws IOException, InterruptedException {
    Files.createDirectories(dir);
    return run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=0700", "tmpfs", dir.toString())
        ? Optional.of(new SmallDisk(dir))
        : Optional.empty();
  }

  /// Removes the free space.
  public void fill() throws IOException, InterruptedException {
    FileStore store = Files.getFileStore(dir);
    resize(Long.toString(store.getTotalSpace() - store.getUnallocatedSpace() + LEFT));
  }

  /// Restores the free space.
  public void free() throws IOException, InterruptedException {
    resize(SIZE);
  }

  private void resize(String size) throws IOException, InterruptedException {
    if (!run("mount", "-o", "remount,size=" + size, dir.toString())) {
      throw new IOException("The size of " + dir + " could not be changed to " + size);
    }
  }

  /// Unmounts; lazily if processes still use it.
  @Override
  public void close() {
    try {
      if (!run("umount", dir.toString())) {
        boolean _ = run("umount", "--lazy", dir.toString());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      return false; // the program is not installed
    }
    return process.waitFor(LIMIT_S, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
