package io.headland.server.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a running PostgreSQL says of itself in `postmaster.pid` of its data folder.
///
/// The lines are: pid, data folder, start time, port, socket folder, listen address, shared memory,
/// status (https://www.postgresql.org/docs/18/storage-file-layout.html, seen 2026-11-22).
record PostmasterFile(List<String> lines) {
  private static final String NAME = "postmaster.pid";
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  static Optional<PostmasterFile> find(Path postgresDir) throws IOException {
    try {
      return Optional.of(new PostmasterFile(Files.readAllLines(postgresDir.resolve(NAME))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  static void remove(Path postgresDir) throws IOException {
    Files.deleteIfExists(postgresDir.resolve(NAME));
  }

  /// The process, if it still lives and is PostgreSQL: after a restart of the machine its number
  /// may belong to any other program.
  Optional<ProcessHandle> process() {
    return number(0)
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(PostmasterFile::isPostgres);
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

  private static boolean isPostgres(ProcessHandle process) {
    // One whose command the system does not tell is another user's, or dead and not yet reaped.
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }
}
