package io.headland.server.engine.sync;

import io.headland.server.provider.RecordKind;
import java.util.Set;
import java.util.function.Consumer;

/// Kinds of records to which the organization has no link, and the action when one is denied.
record UnlinkedKinds(Set<RecordKind> kinds, Consumer<Set<RecordKind>> onDenial) {
  UnlinkedKinds {
    kinds = Set.copyOf(kinds);
  }
}
