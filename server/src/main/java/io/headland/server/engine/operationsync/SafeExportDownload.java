package io.headland.server.engine.operationsync;

import io.headland.server.platform.safehttp.EndpointUrl;
import io.headland.server.platform.safehttp.FileDownload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Downloads exports up to a size.
public final class SafeExportDownload implements ExportDownload {
  private final FileDownload client;
  private final long maxBytes;

  public SafeExportDownload(FileDownload client, long maxBytes) {
    this.client = client;
    this.maxBytes = maxBytes;
  }

  @Override
  public Outcome download(URI location, Path target) throws IOException {
    Optional<EndpointUrl> url = EndpointUrl.parse(location.toString());
    if (url.isEmpty()) {
      return new Outcome.Rejected("The address of the export is not valid.");
    }
    return switch (client.download(url.get(), target, maxBytes)) {
      case FileDownload.Outcome.Complete(long bytes) when bytes > 0 -> new Outcome.Complete(bytes);
      case FileDownload.Outcome.Complete _ -> new Outcome.Rejected("The export is empty.");
      case FileDownload.Outcome.Refused() ->
          new Outcome.Rejected("The address of the export is not public, or not https.");
      case FileDownload.Outcome.Status(int status) ->
          new Outcome.Rejected(
              "The storage of the provider returned the status %d.".formatted(status));
      case FileDownload.Outcome.TooLarge() ->
          new Outcome.Rejected("The export is larger than machine-files.max-upload.");
    };
  }
}
