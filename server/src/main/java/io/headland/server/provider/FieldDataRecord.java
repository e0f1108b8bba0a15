package io.headland.server.provider;

/// Something beneath an organization, as the provider shows it. Ids are the provider's, unique
/// within the organization and the kind.
public sealed interface FieldDataRecord {
  RecordKind kind();

  /// The provider's id of the record itself.
  String providerId();

  /// Something that is known of the records of an answer and is not a record.
  sealed interface Remark extends FieldDataRecord {}

  /// A value that is not of the documented type, to be named in the run.
  ///
  /// @param providerId of the record that holds it; blank when that has no readable id
  record Unexpected(RecordKind kind, String providerId, Mismatch mismatch) implements Remark {}

  /// A record without the values that could not be read: it is stored where there is none, and does
  /// not change one that is stored.
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

  /// A record of which nothing but the id could be read: what is stored of it stays.
  record Unread(RecordKind kind, String providerId) implements Remark {}

  /// A record without a readable id: it may be any of those that the listing lacks.
  record Unidentified(RecordKind kind) implements Remark {
    @Override
    public String providerId() {
      return "";
    }
  }

  /// A field shows a boundary of which no geometry could be read. A boundary that is stored of this
  /// field is missing, and stays.
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
  /// @param name blank when the provider knows none
  record GrowerRecord(String providerId, String name) implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.GROWER;
    }
  }

  /// A farm.
  ///
  /// @param name blank when the provider knows none
  /// @param providerGrowerId blank when it belongs to none that we know
  record FarmRecord(String providerId, String name, String providerGrowerId)
      implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.FARM;
    }
  }

  /// A field, without its boundary.
  ///
  /// @param providerFarmId blank when it belongs to none that we know
  /// @param providerGrowerId blank when it belongs to none that we know
  record FieldRecord(String providerId, String name, String providerFarmId, String providerGrowerId)
      implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.FIELD;
    }
  }

  /// The active boundary of a field.
  ///
  /// @param shape as the provider drew it, right or wrong
  /// @param hectares as the provider states them; 0 when it states none
  record BoundaryRecord(String providerId, String providerFieldId, Shape shape, double hectares)
      implements FieldDataRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.BOUNDARY;
    }
  }
}
