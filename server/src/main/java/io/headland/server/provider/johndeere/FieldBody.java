package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field as John Deere writes it, as far as it is read. What was asked to be embedded lacks in
/// silence where the caller has no right to it.
///
/// @param mismatches of the whole answer
record FieldBody(
    @Nullable String id,
    @Nullable String name,
    @Nullable Boolean archived,
    @Nullable String lastModifiedTime,
    @Nullable Clients clients,
    @Nullable Farms farms,
    @Nullable BoundaryBody activeBoundary,
    @Nullable List<@Nullable LinkBody> links,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements Envelope.Item {

  record Clients(@Nullable List<@Nullable ParentBody> clients) {}

  record Farms(@Nullable List<@Nullable ParentBody> farms) {}

  @Override
  public boolean isGone() {
    return Boolean.TRUE.equals(archived) || Envelope.Item.super.isGone();
  }
}
