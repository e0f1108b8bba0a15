package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.platform.json.Added;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A machine file in a response, with Leaf's keys. Both keys of a link, such as `standardGeojson`
/// and `downloadStandardGeojson`, have the same address, which requires the token.
record MachineFileView(
    UUID id,
    String provider,
    List<UUID> fields,
    String fileFormat,
    String fileName,
    @Nullable String originalFile,
    @Nullable String downloadOriginalFile,
    @Nullable String rawGeojson,
    @Nullable String downloadRawGeojson,
    @Nullable String standardGeojson,
    @Nullable String downloadStandardGeojson,
    String leafUserId,
    String apiOwnerUsername,
    @Nullable JsonNode summary,
    @Nullable List<UUID> sources,
    @Nullable UUID batchId,
    @Nullable String organizationId,
    String status,
    String origin,
    long sizeInBytes,
    @Nullable String operationType,
    @Nullable String crop,
    @Added @Nullable String message,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    Instant createdTime,
    Instant updatedTime) {

  /// A view of a file.
  ///
  /// @param email of the API owner
  /// @param summary of a processed file; null otherwise
  /// @param address of the content with a name
  static MachineFileView of(
      MachineFileRecord file,
      String email,
      @Nullable JsonNode summary,
      UnaryOperator<String> address) {
    MachineFileRecord.Content content = file.processed();
    boolean isMerged = file.origin() == MachineFileRecord.Origin.MERGED;
    String original = file.hasOriginal() ? address.apply("originalFile") : null;
    String raw = content == null ? null : address.apply("rawGeojson");
    String standard = content == null ? null : address.apply("standardGeojson");
    return new MachineFileView(
        file.id(),
        file.provider(),
        file.fieldIds(),
        file.format().leafName(),
        file.sourceName(),
        original,
        original,
        raw,
        raw,
        standard,
        standard,
        file.leafUser().toString(),
        email,
        summary,
        isMerged ? file.sourceIds() : null,
        file.batchId().orElse(null),
        file.providerOrgId().isEmpty() ? null : file.providerOrgId(),
        file.status().leafName(),
        file.origin().leafName(),
        file.sizeInBytes(),
        content == null ? null : content.type().leafName(),
        content == null || content.crop().isEmpty() ? null : content.crop(),
        file.message().isEmpty() ? null : file.message(),
        content == null ? null : content.startTime().orElse(null),
        content == null ? null : content.endTime().orElse(null),
        file.createdAt(),
        file.updatedAt());
  }
}
