package io.headland.server.engine.operationsync;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// Downloads an export from the file storage of a provider. The request has no `Authorization`
/// header: the address is signed.
@FunctionalInterface
public interface ExportDownload {
  /// The result of a download.
  sealed interface Outcome {
    record Complete(long bytes) implements Outcome {}

    /// The address is not one that may be called, or the response is not the file.
    ///
    /// @param reason a sentence
    record Rejected(String reason) implements Outcome {}
  }

  /// Writes the response to a file.
  ///
  /// @param target an empty file
  /// @throws IOException when the connection failed, or the file cannot be written
  Outcome download(URI location, Path target) throws IOException, InterruptedException;
}
