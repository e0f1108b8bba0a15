package io.headland.server.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The content of `postmaster.pid` in the data folder of a running PostgreSQL.
///
/// The lines are: pid, data folder, start time, port, socket folder, listen address, shared memory,
/// status (https://www.postgresql.org/docs/18/storage-file-layout.html, seen 2026-11-22).
///
/// @param postgresDir the folder of the file. In a copy of a data folder that is not the folder in
///   the file
public record PostmasterFile(Path postgresDir, List<String> lines) {
  private static final String NAME = "postmaster.pid";
  private static final int FOLDER_LINE = 1;
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  public static Optional<PostmasterFile> find(Path postgresDir) throws IOException {
    try {
      return Optional.of(
          new PostmasterFile(postgresDir, Files.readAllLines(postgresDir.resolve(NAME))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  static void remove(Path postgresDir) throws IOException {
    Files.deleteIfExists(postgresDir.resolve(NAME));
  }

  /// The process, if it is running, is PostgreSQL and serves the folder of the file. After a
  /// restart of the machine its number may belong to any other program, and in a copy of a data
  /// folder it belongs to the PostgreSQL of the original.
  public Optional<ProcessHandle> process() {
    return number(0)
        .filter(_ -> isSameFolder(Path.of(dataDirectory())))
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(PostmasterFile::isPostgres)
        .filter(process -> worksHere(process.pid()));
  }

  /// The data folder with which PostgreSQL was started, which is also its `data_directory`.
  String dataDirectory() {
    return lines.size() > FOLDER_LINE ? lines.get(FOLDER_LINE) : "";
  }

  int port() {
    return number(PORT_LINE).map(Long::intValue).orElse(0);
  }

  boolean isReady() {
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
  }

  private Optional<Long> number(int line) {
    return lines.size() > line && lines.get(line).strip().matches("\\d{1,10}")
        ? Optional.of(Long.valueOf(lines.get(line).strip()))
        : Optional.empty();
  }

  /// On Linux the working directory of a process is known, and that of PostgreSQL is its data
  /// folder. This also distinguishes two containers with the same path that see each other's
  /// processes.
  private boolean worksHere(long pid) {
    Path workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
    return !Files.isReadable(workingDirectory) || isSameFolder(workingDirectory);
  }

  private boolean isSameFolder(Path other) {
    try {
      return Files.isSameFile(other, postgresDir);
    } catch (IOException _) {
      return false; // it does not exist, so it is another one
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    // One without a visible command belongs to another user, or has ended and was not reaped yet.
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }
}
