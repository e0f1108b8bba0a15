package io.headland.server.api.machinefile;

import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.DiskSpace;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Responses with files that are written before the response begins, so that a failure has a
/// status: a few at a time, with a check of the free disk space.
public final class ConvertedFiles {
  private static final int PARALLELISM = 2;
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  private final StoredFiles files;
  private final DiskSpace disk;
  private final Semaphore slots = new Semaphore(PARALLELISM);

  public ConvertedFiles(StoredFiles files, DiskSpace disk) {
    this.files = files;
    this.disk = disk;
  }

  /// Writes a file.
  @FunctionalInterface
  public interface Conversion {
    /// Writes the content.
    ///
    /// @param target an empty file
    void write(Path target) throws IOException;
  }

  /// A response with a file.
  ///
  /// @param ending of the name of the file, such as `.parquet`
  /// @param maxBytes of the file
  /// @throws ProblemException 507 when there is not enough free disk space, 503 when other files
  ///   are being written
  public Response respond(String contentType, String ending, long maxBytes, Conversion conversion)
      throws InterruptedException {
    disk.require(maxBytes);
    if (!slots.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
          Problem.of(503, "Other files are being written.").withRetryAfter(MAX_WAIT));
    }
    try {
      return TemporaryFileResponse.of(files, contentType, ending, conversion::write);
    } catch (IOException e) {
      throw disk.failure(e);
    } finally {
      slots.release();
    }
  }
}
