package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// An operator of an organization; only the members that Headland reads.
record OperatorBody(
    @Nullable String id,
    @Nullable String name,
    @Nullable Boolean archived,
    @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {

  /// A received listing of operators.
  record OperatorsBody(
      @Nullable List<@Nullable LinkBody> links,
      @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
      @Nullable List<@Nullable OperatorBody> values,
      @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
      implements Envelope<OperatorBody> {}
}
