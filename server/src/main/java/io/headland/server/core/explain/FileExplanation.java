package io.headland.server.core.explain;

import java.util.List;
import java.util.UUID;

/// Why a machine file is part of field operations or not.
///
/// @param operations the visible ones that contain it
/// @param reason one sentence for users
/// @param rejected the points that were left out
public record FileExplanation(
    UUID fileId, List<UUID> operations, String reason, List<Step> chain, List<Rejected> rejected) {

  public FileExplanation {
    operations = List.copyOf(operations);
    chain = List.copyOf(chain);
    rejected = List.copyOf(rejected);
  }

  /// Points that a step left out.
  ///
  /// @param step of the conversion, as in the status of the file
  /// @param reason the name of the property, `coordinates`, `speed` or `outlier`
  record Rejected(String step, String reason, long points) {}
}
