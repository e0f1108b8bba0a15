package io.headland.server.api.batch;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.machinefile.store.BatchFileStore.BatchFile;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch in a response to GET, with Leaf's keys.
///
/// @param leafFiles ids of its machine files
/// @param statusDetails only of a batch that failed or waits
/// @param size in bytes
record BatchView(
    String id,
    String leafUserId,
    String provider,
    String status,
    @Nullable String statusDetails,
    List<String> leafFiles,
    @Added String fileName,
    @Added long size,
    @Added Instant uploadTimestamp) {

  /// @param files of all batches of a list
  static BatchView of(Batch batch, List<BatchFile> files) {
    return new BatchView(
        batch.id().toString(),
        batch.leafUser().toString(),
        batch.provider().wireName(),
        batch.status().name(),
        batch.statusDetails().isEmpty() ? null : batch.statusDetails(),
        files.stream()
            .filter(file -> file.batch().equals(batch.id()))
            .map(file -> file.id().toString())
            .toList(),
        batch.fileName(),
        batch.size(),
        batch.createdAt());
  }

  /// A batch in the response to its upload, with Leaf's keys.
  ///
  /// @param size in bytes
  record Uploaded(
      String id,
      String leafUserId,
      String fileName,
      long size,
      String provider,
      String status,
      Instant uploadTimestamp) {

    static Uploaded of(Batch batch) {
      return new Uploaded(
          batch.id().toString(),
          batch.leafUser().toString(),
          batch.fileName(),
          batch.size(),
          batch.provider().wireName(),
          batch.status().name(),
          batch.createdAt());
    }
  }
}
