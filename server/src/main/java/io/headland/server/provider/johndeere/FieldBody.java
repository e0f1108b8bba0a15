package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A field of John Deere; only the members that Headland reads. Embedded records are absent without
/// an error if the caller lacks the permission.
///
/// @param mismatches of the complete response
record FieldBody(
    @Nullable String id,
    @Nullable String name,
    @Nullable Boolean archived,
    @Nullable String lastModifiedTime,
    @Nullable Clients clients,
    @Nullable Farms farms,
    @Nullable BoundaryBody activeBoundary,
    @JsonDeserialize(using = UsedLinksReader.class) @Nullable List<@Nullable LinkBody> links,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements Envelope.Item {

  record Clients(@Nullable List<@Nullable ParentBody> clients) {}

  record Farms(@Nullable List<@Nullable ParentBody> farms) {}

  @Override
  public boolean isGone() {
    return Boolean.TRUE.equals(archived) || Envelope.Item.super.isGone();
  }

  /// A received listing of fields.
  record FieldsBody(
      @Nullable List<@Nullable LinkBody> links,
      @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
      @Nullable List<@Nullable FieldBody> values,
      @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
      implements Envelope<FieldBody> {}
}
