package io.headland.server.provider;

import java.util.List;

/// What asking for one field came to.
public sealed interface FieldLookup {
  /// The field, with what it lies beneath as far as that is told by name, and with its boundary if
  /// it has one.
  record Found(List<FieldDataRecord> records) implements FieldLookup {
    public Found {
      records = List.copyOf(records);
    }
  }

  /// There is none, or not in use.
  record Gone() implements FieldLookup {}

  record Failed(ProviderFailure failure) implements FieldLookup {}
}
