package io.headland.server.api.machinefile;

import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A response with a file that is written before the response begins. The file is deleted when it
/// has been sent or the client has closed the connection; the files of a process that was killed
/// are deleted at the next start.
///
/// @param in a file that is deleted when it is closed
record TemporaryFileResponse(InputStream in) implements Response.Writing {
  /// Writes a file.
  @FunctionalInterface
  interface Content {
    /// Writes the content.
    ///
    /// @param target an empty file
    void write(Path target) throws IOException;
  }

  /// Writes a file and responds with it.
  ///
  /// @param ending of the name of the file, such as `.parquet`
  static Response of(StoredFiles files, String contentType, String ending, Content content)
      throws IOException {
    Path temporary = files.temporaryFile(ending);
    try {
      content.write(temporary);
      return Response.stream(
          contentType,
          new TemporaryFileResponse(
              Files.newInputStream(temporary, StandardOpenOption.DELETE_ON_CLOSE)));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  @Override
  public void to(OutputStream out) throws IOException {
    try (in) {
      in.transferTo(out);
    }
  }

  @Override
  public void discard() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
