package io.headland.server.provider;

/// A record of an organization as returned by the provider. Ids are the provider's, unique within
/// the organization and the kind.
public sealed interface FieldDataRecord {
  RecordKind kind();

  /// The provider's id of the record itself.
  String providerId();

  /// Information about the records of a response that is not a record.
  sealed interface Remark extends FieldDataRecord {}

  /// A value that is not of the documented type, to be listed in the run.
  ///
  /// @param providerId of its record; blank when that has no readable id
  record Unexpected(RecordKind kind, String providerId, Mismatch mismatch) implements Remark {}

  /// A record without the values that could not be read: it is stored if there is none, and does
  /// not change a stored one.
  record Incomplete(FieldDataRecord record) implements Remark {
    @Override
    public RecordKind kind() {
      return record.kind();
    }

    @Override
    public String providerId() {
      return record.providerId();
    }
  }

  /// A record of which only the id could be read: a stored record is not changed.
  record Unread(RecordKind kind, String providerId) implements Remark {}

  /// A record without a readable id: it may be any of those that the listing lacks.
  record Unidentified(RecordKind kind) implements Remark {
    @Override
    public String providerId() {
      return "";
    }
  }

  /// A field has a boundary whose geometry could not be read. A stored boundary of the field counts
  /// as missing, and is not removed.
  ///
  /// @param providerId the provider's id of the field
  record UnreadableBoundary(String providerId) implements Remark {
    @Override
    public RecordKind kind() {
      return RecordKind.BOUNDARY;
    }
  }

  /// A grower.
  ///
  /// @param name blank when the provider has none
  record GrowerRecord(String providerId, String name) implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.GROWER;
    }
  }

  /// A farm.
  ///
  /// @param name blank when the provider has none
  /// @param providerGrowerId blank when it belongs to no known grower
  record FarmRecord(String providerId, String name, String providerGrowerId)
      implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.FARM;
    }
  }

  /// A field, without its boundary.
  ///
  /// @param providerFarmId blank when it belongs to no known farm
  /// @param providerGrowerId blank when it belongs to no known grower
  record FieldRecord(String providerId, String name, String providerFarmId, String providerGrowerId)
      implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.FIELD;
    }
  }

  /// The active boundary of a field.
  ///
  /// @param shape unchanged, valid or not
  /// @param hectares as stated by the provider; 0 when it states none
  record BoundaryRecord(String providerId, String providerFieldId, Shape shape, double hectares)
      implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.BOUNDARY;
    }
  }
}
