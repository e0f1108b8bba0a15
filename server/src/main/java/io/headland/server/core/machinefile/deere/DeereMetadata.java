package io.headland.server.core.machinefile.deere;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The file `…-Deere-Metadata.json` beside each shapefile of an export.
///
/// @param operation `Harvest`, `Seeding` or `Application`
/// @param cropToken such as `CORN_WET`; null for applications
/// @param fieldOperationId null in exports that were downloaded in the browser
/// @param dataAttributes the columns of the .dbf file with their units, in an order of their own
/// @param machineUsage by the number in the column `Machine`; null in exports before 2019
record DeereMetadata(
    @JsonProperty("Operation") String operation,
    @JsonProperty("CropToken") @Nullable String cropToken,
    @JsonProperty("CropSeason") @Nullable Integer cropSeason,
    @JsonProperty("OrgId") @Nullable String orgId,
    @JsonProperty("FieldId") @Nullable String fieldId,
    @JsonProperty("FieldOperationId") @Nullable String fieldOperationId,
    @JsonProperty("DataAttributes") List<Attribute> dataAttributes,
    @JsonProperty("MachineUsage") @Nullable Map<String, Machine> machineUsage,
    @JsonProperty("Product") @Nullable Product product) {

  /// A column.
  ///
  /// @param unit a code of the ADAPT Standard; null for a column that has none
  record Attribute(
      @JsonProperty("Name") String name, @JsonProperty("Unit") @Nullable String unit) {}

  /// The machine of an operation.
  record Machine(
      @JsonProperty("MachineId") @Nullable String machineId,
      @JsonProperty("MachineSerial") @Nullable String machineSerial) {}

  /// A product or tank mix.
  record Product(
      @JsonProperty("ProductName") @Nullable String productName,
      @JsonProperty("TankMix") @Nullable Boolean tankMix,
      @JsonProperty("Rate") @Nullable Rate rate,
      @JsonProperty("Components") @Nullable List<Component> components) {}

  /// One of the products of a tank mix.
  ///
  /// @param carrier whether it is the liquid in which the others are dissolved
  record Component(
      @JsonProperty("Name") @Nullable String name,
      @JsonProperty("Carrier") @Nullable Boolean carrier,
      @JsonProperty("Rate") @Nullable Rate rate) {}

  /// An amount per area.
  record Rate(@JsonProperty("Value") double value, @JsonProperty("Unit") @Nullable String unit) {}

  static DeereMetadata parse(byte[] json) throws MachineFileException {
    try {
      DeereMetadata metadata = Json.MAPPER.readValue(json, DeereMetadata.class);
      if (metadata.operation == null || metadata.dataAttributes == null) {
        throw new MachineFileException(
            "The metadata of John Deere lacks Operation or DataAttributes.");
      }
      return metadata;
    } catch (JacksonException e) {
      throw new MachineFileException("The metadata of John Deere is not valid JSON.", e);
    }
  }

  OperationType operationType() throws MachineFileException {
    return switch (operation.toLowerCase(Locale.ROOT)) {
      case "harvest" -> OperationType.HARVESTED;
      case "seeding" -> OperationType.PLANTED;
      case "application" -> OperationType.APPLIED;
      case "tillage" -> OperationType.TILLAGE;
      default -> throw new MachineFileException("unsupported operation type: " + operation);
    };
  }

  /// The unit of a column; empty when the metadata names none, or one that is unknown.
  Optional<MeasurementUnit> unit(String column) {
    return dataAttributes.stream()
        .filter(attribute -> attribute.name().equalsIgnoreCase(column))
        .findFirst()
        .map(Attribute::unit)
        .flatMap(MeasurementUnit::ofCode);
  }
}
