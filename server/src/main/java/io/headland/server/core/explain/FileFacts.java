package io.headland.server.core.explain;

import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is known of a machine file that is explained.
///
/// @param providerOrgId blank for an uploaded file
/// @param visible whether it was uploaded, or its organization is visible
/// @param isMerged whether it was merged from others on request
/// @param withoutPoints whether it consists of the totals of a provider
/// @param failedStep blank unless the conversion failed
/// @param rejectedPoints JSON of the numbers of points that were left out
/// @param fields with points of the file, those with the most points first; 100 at most
record FileFacts(
    UUID id,
    LeafUserId leafUser,
    String providerOrgId,
    Optional<UUID> batch,
    boolean visible,
    boolean isMerged,
    boolean withoutPoints,
    MachineFileRecord.Status status,
    String failedStep,
    String message,
    String rejectedPoints,
    Instant updatedAt,
    List<InField> fields) {

  /// A field with points of the file.
  ///
  /// @param withBoundary whether it has an active, valid boundary
  /// @param operation that contains the file
  /// @param mergeAt when a merge of the field is due; empty when none is
  record InField(
      UUID id,
      long points,
      boolean visible,
      boolean withBoundary,
      Optional<UUID> operation,
      Optional<Instant> mergeAt) {}

  FileFacts with(List<InField> found) {
    return new FileFacts(
        id,
        leafUser,
        providerOrgId,
        batch,
        visible,
        isMerged,
        withoutPoints,
        status,
        failedStep,
        message,
        rejectedPoints,
        updatedAt,
        List.copyOf(found));
  }
}
