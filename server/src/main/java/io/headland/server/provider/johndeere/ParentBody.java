package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A client or a farm of John Deere; only the members that Headland reads.
///
/// @param clientUri of a farm; absent in older responses
record ParentBody(
    @Nullable String id,
    @Nullable String name,
    @Nullable Boolean archived,
    @Nullable String clientUri,
    @JsonDeserialize(using = UsedLinksReader.class) @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {

  @Override
  public boolean isGone() {
    return Boolean.TRUE.equals(archived) || Envelope.Item.super.isGone();
  }

  /// A received listing of clients or farms.
  record ParentsBody(
      @Nullable List<@Nullable LinkBody> links,
      @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
      @Nullable List<@Nullable ParentBody> values,
      @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
      implements Envelope<ParentBody> {}
}
