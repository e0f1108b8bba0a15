package io.headland.server.core.machinefile.adapt;

import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.adapt.AdaptOperation.Column;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.core.machinefile.summary.CropConversion;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Statistics;
import io.headland.server.platform.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The file `adapt.json` of an export, version 2.0.2 of the standard: the field with its farm,
/// grower and boundary, the seasons, crops and products, and a work record for each operation.
final class AdaptDocument {
  private static final String VERSION = "2.0.2";
  private static final String UNITS_VERSION = "1.0.0";
  private static final String NAME = "name";

  private final ObjectNode root = Json.MAPPER.createObjectNode();
  private final ObjectNode catalog = root.putObject("catalog");
  private final AdaptField field;
  private final List<AdaptOperation> operations;

  private AdaptDocument(AdaptField field, List<AdaptOperation> operations) {
    this.field = field;
    this.operations = operations;
  }

  static JsonNode of(AdaptField field, List<AdaptOperation> operations) {
    AdaptDocument document = new AdaptDocument(field, operations);
    document.addField();
    document.addSeasons();
    document.addCrops();
    document.addProducts();
    document.addWorkRecords();
    return document
        .root
        .put("rootSchemaVersion", VERSION)
        .put("dataTypeDefinitionVersion", VERSION)
        .put("unitSystemVersion", UNITS_VERSION);
  }

  /// An object with its id. The id is unique in the file, and that of the API is kept.
  private static ObjectNode object(ArrayNode list, String kind, Object id, String name) {
    ObjectNode object = list.addObject();
    ObjectNode identity = object.putObject("id").put("referenceId", kind + "-" + id);
    if (!kind.equals("season") && !kind.equals("crop") && !kind.equals("product")) {
      identity
          .putArray("uniqueIds")
          .addObject()
          .put("idSource", "Headland")
          .put("idText", id.toString())
          .put("idTypeCode", id instanceof Long ? "LONGINT" : "UUID");
    }
    return object.put(NAME, name.isBlank() ? kind + " " + id : name);
  }

  private void addField() {
    ObjectNode object = object(catalog.putArray("fields"), "field", field.id(), field.name());
    field
        .grower()
        .ifPresent(
            grower -> object(catalog.putArray("growers"), "grower", grower.id(), grower.name()));
    field
        .farm()
        .ifPresent(
            farm -> {
              object.put("farmId", "farm-" + farm.id());
              ObjectNode added = object(catalog.putArray("farms"), "farm", farm.id(), farm.name());
              field.grower().ifPresent(grower -> added.put("growerId", "grower-" + grower.id()));
            });
    field
        .boundary()
        .ifPresent(
            geometry -> {
              ObjectNode boundary = catalog.putArray("fieldBoundaries").addObject();
              boundary.putObject("id").put("referenceId", "boundary");
              boundary.put(NAME, "Active boundary").put("fieldId", "field-" + field.id());
              addGeometry(boundary.putObject("boundary"), geometry, "UNKNOWN");
              object.put("activeBoundaryId", "boundary");
            });
  }

  private static void addGeometry(ObjectNode boundary, String geoJson, String method) {
    boundary
        .put("geometry", StoredGeometry.read(geoJson).toText())
        .put("boundaryCreationMethodCode", method);
  }

  private static int year(AdaptOperation operation) {
    return operation.start().atZone(ZoneOffset.UTC).getYear();
  }

  private void addSeasons() {
    ArrayNode seasons = catalog.putArray("seasons");
    operations.stream()
        .map(AdaptDocument::year)
        .distinct()
        .sorted()
        .forEach(
            year ->
                object(seasons, "season", year, Year.of(year).toString())
                    .put("start", year + "-01-01T00:00:00Z")
                    .put("end", year + "-12-31T23:59:59Z"));
  }

  private void addCrops() {
    ArrayNode crops = catalog.putArray("crops");
    operations.stream()
        .map(AdaptOperation::crop)
        .filter(crop -> !crop.isEmpty())
        .distinct()
        .sorted()
        .forEach(
            crop -> {
              ObjectNode object = object(crops, "crop", crop, crop);
              CropConversion.of(crop).ifPresent(row -> addConversion(object, row));
            });
  }

  private static void addConversion(ObjectNode crop, CropConversion row) {
    crop.putObject("referenceWeight")
        .put("numericValue", row.poundsPerBushel())
        .put("unitOfMeasureCode", "lb1bu-1");
    if (row.standardMoisture() != null) {
      crop.putObject("standardPayableMoisture")
          .put("numericValue", row.standardMoisture())
          .put("unitOfMeasureCode", "prcnt");
    }
  }

  /// Varieties are seeds also where they are harvested.
  private void addProducts() {
    ArrayNode products = catalog.putArray("products");
    TreeSet<String> added = new TreeSet<>();
    for (AdaptOperation operation : operations) {
      for (String name : operation.products()) {
        String id = productId(operation, name);
        if (added.add(id)) {
          ObjectNode product = products.addObject();
          product.putObject("id").put("referenceId", id);
          product
              .put(NAME, name)
              .put("productTypeCode", productType(operation, name))
              .put("productFormCode", "UNKNOWN");
          if (operation.type() != OperationType.APPLIED && !operation.crop().isEmpty()) {
            product.put("cropId", "crop-" + operation.crop());
          }
        }
      }
    }
  }

  private static String productId(AdaptOperation operation, String name) {
    return operation.type() == OperationType.APPLIED
        ? "product-" + name
        : "variety-" + operation.crop() + "-" + name;
  }

  private static String productType(AdaptOperation operation, String name) {
    if (operation.type() != OperationType.APPLIED) {
      return "SEED";
    }
    boolean isMix =
        operation.summary().description().products().stream()
            .anyMatch(product -> product.name().equals(name) && product.isTankMix());
    return isMix ? "MIX" : "NOT_SPECIFIED";
  }

  private void addWorkRecords() {
    ArrayNode records = root.putObject("documents").putArray("workRecords");
    for (AdaptOperation operation : operations) {
      String name =
          operation.crop().isEmpty()
              ? operation.type().leafName()
              : operation.type().leafName() + ", " + operation.crop();
      ObjectNode work = object(records, "workRecord", operation.id(), name);
      work.put("seasonId", "season-" + year(operation)).put("fieldId", "field-" + field.id());
      addTimes(work, operation);
      addOperation(work.putArray("operations"), operation, name);
    }
  }

  private static void addTimes(ObjectNode object, AdaptOperation operation) {
    object
        .putArray("timeScopes")
        .addObject()
        .put("dateContextCode", "ACTUAL")
        .put("start", operation.start().toString())
        .put("end", operation.end().toString());
  }

  private static void addOperation(ArrayNode list, AdaptOperation operation, String name) {
    ObjectNode object = object(list, "operation", operation.id(), name);
    object.put("operationTypeCode", typeCode(operation.type()));
    addTimes(object, operation);
    OperationSummary summary = operation.summary();
    object
        .putArray("contextItems")
        .addObject()
        .put("definitionCode", "CalculatedArea")
        .put("valueText", text(summary.area() / 10_000));
    if (operation.hasPoints()) {
      object.put("spatialRecordsFile", operation.fileName());
    }
    ArrayNode products = object.putArray("productIds");
    operation.products().forEach(product -> products.add(productId(operation, product)));
    addVariables(object, operation);
    if (!summary.geometry().path("coordinates").isEmpty()) {
      addGeometry(object.putObject("boundary"), summary.geometry().toString(), "AUTO_OPERATION");
    }
  }

  private static String typeCode(OperationType type) {
    return switch (type) {
      case PLANTED -> "APPLICATION_SOWING_AND_PLANTING_SEEDS";
      case APPLIED -> "APPLICATION_GENERAL";
      case HARVESTED -> "HARVEST";
      case TILLAGE -> "FIELD_PREPARATION_TILLAGE";
    };
  }

  /// The columns, and the totals and means of the summary.
  private static void addVariables(ObjectNode object, AdaptOperation operation) {
    ArrayNode variables = object.putArray("variables");
    ArrayNode values = object.putArray("summaryValues");
    Optional<String> product = operation.onlyProduct().map(name -> productId(operation, name));
    if (operation.points().hasTimes()) {
      addVariable(variables, operation, AdaptVariable.TIMESTAMP)
          .put("geoParquetColumnName", AdaptVariable.TIMESTAMP);
    }
    for (Column column : operation.columns()) {
      AdaptVariable variable = column.variable();
      ObjectNode added = addVariable(variables, operation, variable.code());
      if (operation.hasPoints()) {
        added.put("geoParquetColumnName", variable.code());
      }
      Statistics statistics = operation.summary().statistics().get(column.property());
      if (variable.isWeighed()) {
        product.ifPresent(id -> added.put("productId", id));
        if (statistics != null) {
          addValue(values, added, statistics.avg() * variable.factor(column.unit()));
        }
      }
    }
    for (PointProperty property : PointProperty.values()) {
      Amount total = operation.summary().totals().get(property);
      if (total != null) {
        AdaptVariable.ofTotal(property, total.unit())
            .ifPresent(
                variable -> {
                  ObjectNode added = addVariable(variables, operation, variable.code());
                  product.ifPresent(id -> added.put("productId", id));
                  double value = total.value() * variable.factor(total.unit());
                  addValue(
                      values, added, variable.unit() == AdaptUnit.COUNT ? Math.rint(value) : value);
                });
      }
    }
  }

  private static ObjectNode addVariable(
      ArrayNode variables, AdaptOperation operation, String code) {
    ObjectNode variable = variables.addObject();
    variable.putObject("id").put("referenceId", "variable-" + operation.id() + "-" + code);
    return variable.put(NAME, code).put("definitionCode", code);
  }

  private static void addValue(ArrayNode values, ObjectNode variable, double value) {
    values
        .addObject()
        .put("variableId", variable.at("/id/referenceId").stringValue())
        .put("valueText", text(value));
  }

  /// A number without an exponent.
  private static String text(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    return (exact.scale() > 6 ? exact.setScale(6, RoundingMode.HALF_EVEN) : exact)
        .stripTrailingZeros()
        .toPlainString();
  }
}
