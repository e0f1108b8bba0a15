package io.headland.server.platform.http;

import io.headland.server.platform.files.FullDisk;
import io.headland.server.platform.files.StoreUnavailableException;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.logging.LineLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The free space on the disk of a store, of which a reserve is kept.
public final class DiskSpace {
  private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);
  private static final LineLimit LINES = new LineLimit();

  private static final Duration STORE_RETRY = Duration.ofSeconds(10);

  private final StoredFiles files;
  private final long reserve;

  /// @param reserve in bytes
  public DiskSpace(StoredFiles files, long reserve) {
    this.files = files;
    this.reserve = reserve;
  }

  /// Requires free space for more bytes besides the reserve.
  ///
  /// @throws ProblemException 507 when there is less
  public void require(long bytes) {
    long free;
    try {
      free = files.freeBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (free - reserve < bytes) {
      LINES.use(
          times ->
              log.warn(
                  "Files were refused for lack of disk space, {} times: {} bytes are free, of"
                      + " which {} are a reserve",
                  times,
                  free,
                  reserve));
      throw full();
    }
  }

  /// The failure of a request whose file could not be written: 507 when the disk is full, 503 when
  /// the object store cannot be reached, otherwise a fault of the server.
  public RuntimeException failure(IOException cause) {
    if (cause instanceof StoreUnavailableException) {
      LINES.use(times -> log.error("A file could not be stored, {} times", times, cause));
      return new ProblemException(
          Problem.of(503, "The file store of Headland cannot be reached at this time.")
              .withRetryAfter(STORE_RETRY));
    }
    if (!FullDisk.isCauseOf(cause)) {
      return new UncheckedIOException(cause);
    }
    LINES.use(
        times -> log.warn("The disk was full while a file was written, {} times", times, cause));
    return full();
  }

  private static ProblemException full() {
    return new ProblemException(
        Problem.of(507, "The server has not enough free disk space for the file."));
  }
}
