package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// An organization of John Deere; only the members that Headland reads. `id` is a text of digits
/// here and a number elsewhere in Deere's APIs; both become text.
record OrganizationBody(
    @Nullable String id, @Nullable String name, @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {

  /// A received listing of organizations.
  record OrganizationsBody(
      @Nullable List<@Nullable LinkBody> links,
      @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
      @Nullable List<@Nullable OrganizationBody> values,
      @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
      implements Envelope<OrganizationBody> {}
}
