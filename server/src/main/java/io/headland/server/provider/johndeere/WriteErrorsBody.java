package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The response to a write that John Deere rejects: the errors, with codes such as
/// `CFF_FIELD_NAME_EXISTS`.
record WriteErrorsBody(@Nullable List<@Nullable Problem> errors) {
  record Problem(@Nullable String code, @Nullable String message) {}
}
