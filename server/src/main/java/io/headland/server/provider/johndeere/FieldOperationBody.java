package io.headland.server.provider.johndeere;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.headland.server.provider.Mismatches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A field operation of John Deere; only the members that Headland reads.
///
/// @param fieldOperationType `seeding`, `application`, `harvest`, `tillage` or `carting`; the case
///   varies
/// @param measurementTypes absent unless they are embedded
record FieldOperationBody(
    @Nullable String id,
    @Nullable String fieldOperationType,
    @Nullable String cropName,
    @Nullable String startDate,
    @Nullable String endDate,
    @Nullable String modifiedTime,
    @Nullable List<@Nullable MachineBody> fieldOperationMachines,
    @Nullable List<@Nullable MeasurementBody> measurementTypes,
    @Nullable List<@Nullable LinkBody> links,
    @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
    implements Envelope.Item {

  /// A machine.
  ///
  /// @param vin its serial number
  record MachineBody(
      @Nullable String vin, @Nullable List<@Nullable MachineOperatorBody> operators) {}

  /// An operator of a machine.
  ///
  /// @param operatorId absent in some recordings
  record MachineOperatorBody(@Nullable String operatorId, @Nullable String name) {}

  /// A measurement with its totals. All entries of a harvest have the same totals. The depth of
  /// tillage is in an entry of its own for the result and for the target.
  ///
  /// @param measurementCategory `Target`, `Result` or `Prescription`
  record MeasurementBody(
      @Nullable String measurementName,
      @Nullable String measurementCategory,
      @Nullable AmountBody area,
      @Nullable AmountBody yield,
      @Nullable AmountBody wetMass,
      @Nullable AmountBody averageMoisture,
      @Nullable AmountBody totalMaterial,
      @Nullable AmountBody averageDepth,
      @Nullable AmountBody averageSpeed,
      @Nullable List<@Nullable ProductTotalBody> applicationProductTotals) {}

  /// The totals of a product or tank mix.
  record ProductTotalBody(@Nullable AmountBody area, @Nullable AmountBody totalMaterial) {}

  /// A value with its unit.
  record AmountBody(@Nullable Double value, @Nullable String unitId) {}

  /// A received listing of field operations.
  record FieldOperationsBody(
      @Nullable List<@Nullable LinkBody> links,
      @JsonDeserialize(using = TotalReader.class) @Nullable Long total,
      @Nullable List<@Nullable FieldOperationBody> values,
      @JacksonInject(useInput = OptBoolean.FALSE) Mismatches mismatches)
      implements Envelope<FieldOperationBody> {}
}
