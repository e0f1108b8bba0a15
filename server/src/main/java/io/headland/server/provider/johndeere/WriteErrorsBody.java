package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a write that John Deere refuses: what is wrong, with a code such as
/// `CFF_FIELD_NAME_EXISTS`.
record WriteErrorsBody(@Nullable List<@Nullable Problem> errors) {
  record Problem(@Nullable String code, @Nullable String message) {}
}
