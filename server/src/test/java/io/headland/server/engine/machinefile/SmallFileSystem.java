package io.headland.server.engine.machinefile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.platform.files.FullDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system in memory (tmpfs), which can be filled. Mounting it requires root on Linux:
/// without it the test has no result.
final class SmallFileSystem implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path folder;

  private SmallFileSystem(Path folder) {
    this.folder = folder;
  }

  static SmallFileSystem mount(Path folder, int megabytes) throws Exception {
    Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()),
        "a file system cannot be mounted");
    return new SmallFileSystem(folder);
  }

  Path folder() {
    return folder;
  }

  /// Leaves less than a block more than these bytes free.
  void fill(long free) throws IOException {
    byte[] block = new byte[BLOCK];
    long room = Files.getFileStore(folder).getUsableSpace() - free;
    try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
      for (long written = 0; written + BLOCK <= room; written += BLOCK) {
        out.write(block);
      }
    } catch (IOException e) {
      if (!FullDisk.isCauseOf(e)) {
        throw e;
      }
    }
  }

  void empty() throws IOException {
    Files.delete(folder.resolve("filler"));
  }

  @Override
  public void close() {
    try {
      run("umount", "--lazy", folder.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
    } catch (IOException _) {
      return false; // the program is not installed
    }
  }
}
