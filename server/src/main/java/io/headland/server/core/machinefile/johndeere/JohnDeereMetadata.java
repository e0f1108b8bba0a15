package io.headland.server.core.machinefile.johndeere;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import io.headland.server.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The file `…-Deere-Metadata.json` beside each shapefile of an export.
///
/// Any key may be absent or null in a file.
///
/// @param operation `Harvest`, `Seeding` or `Application`
/// @param cropToken such as `CORN_WET`; null for applications
/// @param dataAttributes the columns of the .dbf file with their units, in an order of their own
/// @param machineUsage by the number in the column `Machine`; null in exports before 2019
/// @param products instead of a single one in exports since 2026, which name it by its hash in the
///   column `PRODUCTHASH`
record JohnDeereMetadata(
    @JsonProperty("Operation") String operation,
    @JsonProperty("CropToken") @Nullable String cropToken,
    @JsonProperty("ClientName") @Nullable String clientName,
    @JsonProperty("FarmName") @Nullable String farmName,
    @JsonProperty("FieldName") @Nullable String fieldName,
    @JsonProperty("DataAttributes") List<@Nullable Attribute> dataAttributes,
    @JsonProperty("MachineUsage") @Nullable Map<String, @Nullable Machine> machineUsage,
    @JsonProperty("Product") @Nullable Product product,
    @JsonProperty("Products") @Nullable List<@Nullable Product> products) {

  /// A column.
  ///
  /// @param unit a code of the ADAPT Standard; null for a column that has none
  record Attribute(
      @JsonProperty("Name") @Nullable String name, @JsonProperty("Unit") @Nullable String unit) {}

  /// The machine of an operation.
  record Machine(@JsonProperty("MachineSerial") @Nullable String machineSerial) {}

  /// A product or tank mix.
  record Product(
      @JsonProperty("ProductName") @Nullable String productName,
      @JsonProperty("TankMix") @Nullable Boolean tankMix,
      @JsonProperty("ProductUseHash") @Nullable String productUseHash,
      @JsonProperty("Components") @Nullable List<@Nullable Component> components) {}

  /// One of the products of a tank mix.
  ///
  /// @param carrier whether it is the liquid in which the others are dissolved
  record Component(
      @JsonProperty("Name") @Nullable String name,
      @JsonProperty("Carrier") @Nullable Boolean carrier,
      @JsonProperty("Rate") @Nullable ProductRate rate) {}

  /// An amount per area.
  record ProductRate(
      @JsonProperty("Value") @Nullable Double value, @JsonProperty("Unit") @Nullable String unit) {}

  static JohnDeereMetadata parse(byte[] json) throws MachineFileException {
    @Nullable JohnDeereMetadata metadata;
    try {
      metadata = Json.MAPPER.readValue(json, JohnDeereMetadata.class);
    } catch (JacksonException e) {
      throw new MachineFileException("The metadata of John Deere is not valid JSON.", e);
    }
    if (metadata == null || metadata.operation == null || metadata.dataAttributes == null) {
      throw new MachineFileException(
          "The metadata of John Deere lacks Operation or DataAttributes.");
    }
    return metadata;
  }

  OperationType operationType() throws MachineFileException {
    return switch (operation.toLowerCase(Locale.ROOT)) {
      case "harvest" -> OperationType.HARVESTED;
      case "seeding" -> OperationType.PLANTED;
      case "application" -> OperationType.APPLIED;
      case "tillage" -> OperationType.TILLAGE;
      default ->
          throw new MachineFileException(
              "unsupported operation type: " + ArchiveEntry.excerpt(operation));
    };
  }

  /// The products of an application.
  List<Product> allProducts() {
    List<Product> all = new ArrayList<>();
    if (product != null) {
      all.add(product);
    }
    if (products != null) {
      for (@Nullable Product each : products) {
        if (each != null) {
          all.add(each);
        }
      }
    }
    return all;
  }

  /// The unit of a column; empty when the metadata names none.
  ///
  /// @throws MachineFileException when it names an unknown one
  Optional<MeasurementUnit> unit(String column) throws MachineFileException {
    for (@Nullable Attribute attribute : dataAttributes) {
      if (attribute != null
          && column.equalsIgnoreCase(attribute.name())
          && attribute.unit() != null
          && !attribute.unit().isBlank()) {
        Optional<MeasurementUnit> unit = MeasurementUnit.ofCode(attribute.unit());
        if (unit.isEmpty()) {
          throw new MachineFileException(
              "The metadata of John Deere names the unit \"%s\" for the column %s, which is not supported."
                  .formatted(ArchiveEntry.excerpt(attribute.unit()), column));
        }
        return unit;
      }
    }
    return Optional.empty();
  }
}
