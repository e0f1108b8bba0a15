package io.headland.server.provider;

import java.net.URI;

/// The response to the request of an export.
public sealed interface ExportResponse {
  /// It is being built: request it again later.
  record Building() implements ExportResponse {}

  /// It is ready.
  ///
  /// @param location a signed address of the provider's file storage, valid for a limited time. The
  ///   access token must not be sent to it. It may not be an address that may be called: the caller
  ///   checks it
  record Ready(URI location) implements ExportResponse {}

  /// There is none, until the operation changes.
  ///
  /// @param reason a sentence
  record Absent(String reason) implements ExportResponse {}

  record Failed(ProviderFailure failure) implements ExportResponse {}
}
