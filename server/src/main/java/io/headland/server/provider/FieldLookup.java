package io.headland.server.provider;

import java.util.List;

/// The result of requesting one field.
public sealed interface FieldLookup {
  /// The field, with its parents if their names are known, and with its boundary if it has one.
  record Found(List<FieldDataRecord> records) implements FieldLookup {
    public Found {
      records = List.copyOf(records);
    }
  }

  /// There is none, or it is not in use.
  record Gone() implements FieldLookup {}

  record Failed(ProviderFailure failure) implements FieldLookup {}
}
