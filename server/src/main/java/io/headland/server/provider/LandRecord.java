package io.headland.server.provider;

/// Something beneath an organization, as the provider shows it. Ids are the provider's, unique
/// within the organization and the kind.
public sealed interface LandRecord {
  RecordKind kind();

  /// The provider's id of the record itself.
  String providerId();

  /// A grower.
  ///
  /// @param name blank when the provider knows none
  record GrowerRecord(String providerId, String name) implements LandRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.GROWER;
    }
  }

  /// A farm.
  ///
  /// @param name blank when the provider knows none
  /// @param providerGrowerId blank when it belongs to none that we know
  record FarmRecord(String providerId, String name, String providerGrowerId) implements LandRecord {
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
      implements LandRecord {
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
      implements LandRecord {
    @Override
    public RecordKind kind() {
      return RecordKind.BOUNDARY;
    }
  }
}
