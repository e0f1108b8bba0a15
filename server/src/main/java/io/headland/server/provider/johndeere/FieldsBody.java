package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A received listing of fields.
record FieldsBody(
    @Nullable List<@Nullable LinkBody> links,
    @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
    @Nullable List<@Nullable FieldBody> values,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements Envelope<FieldBody> {}
