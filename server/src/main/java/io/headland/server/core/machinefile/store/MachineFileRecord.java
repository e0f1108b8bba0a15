package io.headland.server.core.machinefile.store;

import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A machine file.
///
/// @param provider as in the upload; `Other` when it was to be detected
/// @param sourceName the path in the archive; `totals` for totals of a provider, the number of
///   files for a merged one
/// @param providerOperationId the operation from whose export it was read; blank for an uploaded
///   file
/// @param failedStep the step at which the conversion failed; blank otherwise
/// @param message why it failed, or why it has to wait; blank otherwise
/// @param fieldIds the visible fields that contain points of the file
/// @param sourceIds the files from which it was merged on request; empty for others
/// @param content null until the conversion has succeeded
public record MachineFileRecord(
    UUID id,
    LeafUserId leafUser,
    String provider,
    Origin origin,
    Optional<UUID> batchId,
    String sourceName,
    String providerOrgId,
    String providerOperationId,
    MachineFileFormat format,
    Status status,
    String failedStep,
    String message,
    long sizeInBytes,
    List<UUID> fieldIds,
    List<UUID> sourceIds,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Content content) {

  /// The content of a file whose last conversion has succeeded; null otherwise.
  public @Nullable Content processed() {
    return status == Status.PROCESSED ? content : null;
  }

  /// Whether there is a file from which it was read: not of one that was merged from others, or
  /// consists of totals.
  public boolean hasOriginal() {
    return origin != Origin.MERGED && format != MachineFileFormat.PROVIDER_TOTALS;
  }

  /// What was read from the points.
  ///
  /// @param startTime of the first point, and the last; empty when no point is left
  /// @param squareMetres the sum of the areas of the points
  /// @param outsidePoints the number of points in none of the fields
  /// @param description JSON of the description
  /// @param summary JSON of the summary
  /// @param rejectedPoints JSON of the numbers of points that were left out
  public record Content(
      OperationType type,
      String crop,
      Optional<Instant> startTime,
      Optional<Instant> endTime,
      double squareMetres,
      long outsidePoints,
      String description,
      String summary,
      String rejectedPoints) {}

  /// Where a file comes from.
  public enum Origin {
    PROVIDER,
    AUTOMERGED,
    MERGED,
    UPLOADED;

    /// The name in Leaf's API.
    public String leafName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The state of the conversion.
  public enum Status {
    PROCESSING,
    PROCESSED,
    FAILED;

    /// The name in Leaf's API.
    public String leafName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
