package io.headland.server.provider.johndeere;

import static io.headland.server.provider.johndeere.FieldDataMapper.text;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.FieldOperationRecord;
import io.headland.server.provider.FieldOperationRecord.Kind;
import io.headland.server.provider.FieldOperationRecord.Machine;
import io.headland.server.provider.FieldOperationRecord.Operator;
import io.headland.server.provider.FieldOperationRecord.Total;
import io.headland.server.provider.Reading;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireRecord;
import io.headland.server.provider.johndeere.FieldOperationBody.AmountBody;
import io.headland.server.provider.johndeere.FieldOperationBody.FieldOperationsBody;
import io.headland.server.provider.johndeere.FieldOperationBody.MachineBody;
import io.headland.server.provider.johndeere.FieldOperationBody.MeasurementBody;
import io.headland.server.provider.johndeere.FieldOperationBody.ProductTotalBody;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Maps the JSON of field operations to records.
final class FieldOperationMapper {
  /// Operations without an id are omitted: they cannot be requested.
  Reading<ListingPage<FieldOperationRecord>> page(ResponseBody body) {
    return WireJson.readList(body, "values", FieldOperationsBody.class)
        .then(FieldOperationsBody::page)
        .map(
            page ->
                page.withRecords(
                    page.records().stream()
                        .filter(read -> read.body() != null && !read.id().isEmpty())
                        .map(WireRecord::body)
                        .filter(Objects::nonNull)
                        .map(FieldOperationMapper::record)
                        .toList()));
  }

  private static FieldOperationRecord record(FieldOperationBody body) {
    return new FieldOperationRecord(
        text(body.id()),
        kind(text(body.fieldOperationType())),
        text(body.cropName()),
        time(text(body.startDate())),
        time(text(body.endDate())),
        text(body.modifiedTime()),
        machines(body.fieldOperationMachines()),
        totals(body.measurementTypes()));
  }

  private static List<Machine> machines(@Nullable List<@Nullable MachineBody> bodies) {
    return present(bodies)
        .map(
            body ->
                new Machine(
                    strip(body.vin()),
                    present(body.operators())
                        .map(each -> new Operator(strip(each.operatorId()), strip(each.name())))
                        .filter(each -> !each.id().isEmpty() || !each.name().isEmpty())
                        .toList()))
        .toList();
  }

  private static <T> Stream<T> present(@Nullable List<@Nullable T> list) {
    return list == null ? Stream.empty() : list.stream().filter(Objects::nonNull);
  }

  /// John Deere writes `---` for what is not known.
  private static String strip(@Nullable String text) {
    String stripped = text(text).strip();
    return stripped.matches("-*") ? "" : stripped;
  }

  private static Optional<Kind> kind(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "seeding" -> Optional.of(Kind.SEEDING);
      case "application" -> Optional.of(Kind.APPLICATION);
      case "harvest" -> Optional.of(Kind.HARVEST);
      case "tillage" -> Optional.of(Kind.TILLAGE);
      default -> Optional.empty();
    };
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The first entry with a value counts, because all results of an operation repeat the totals.
  /// Those of the products of an application are added up. Targets and prescriptions state how much
  /// material was intended.
  private static List<Total> totals(@Nullable List<@Nullable MeasurementBody> measurements) {
    Map<String, Total> totals = new LinkedHashMap<>();
    if (measurements != null) {
      for (MeasurementBody each : measurements) {
        if (each != null) {
          if (isResult(each)) {
            put(totals, "area", each.area());
            put(totals, "yield", each.yield());
            put(totals, "wetMass", each.wetMass());
            put(totals, "averageMoisture", each.averageMoisture());
            put(totals, "totalMaterial", each.totalMaterial());
            products(each).forEach(total -> totals.putIfAbsent(total.name(), total));
          }
          putTillage(totals, each);
        }
      }
    }
    return List.copyOf(totals.values());
  }

  private static boolean isResult(MeasurementBody measurement) {
    return switch (text(measurement.measurementCategory()).toLowerCase(Locale.ROOT)) {
      case "target", "prescription" -> false;
      default -> !text(measurement.measurementName()).endsWith("Target");
    };
  }

  private static void putTillage(Map<String, Total> totals, MeasurementBody measurement) {
    switch (text(measurement.measurementName())) {
      case "TillageDepthResult" -> put(totals, "tillageDepthActual", measurement.averageDepth());
      case "TillageDepthTarget" -> put(totals, "tillageDepthTarget", measurement.averageDepth());
      case "TillageSpeedResult" -> put(totals, "speed", measurement.averageSpeed());
      default -> {
        // Those of other types have been read.
      }
    }
  }

  private static List<Total> products(MeasurementBody measurement) {
    List<Total> areas = new ArrayList<>();
    List<Total> materials = new ArrayList<>();
    List<@Nullable ProductTotalBody> products = measurement.applicationProductTotals();
    if (products != null) {
      for (ProductTotalBody product : products) {
        if (product != null) {
          total("area", product.area()).ifPresent(areas::add);
          total("totalMaterial", product.totalMaterial()).ifPresent(materials::add);
        }
      }
    }
    return Stream.of(areas, materials).flatMap(totals -> sum(totals).stream()).toList();
  }

  /// Empty when the products have different units, or there is none.
  private static Optional<Total> sum(List<Total> totals) {
    return totals.stream().map(Total::unit).distinct().count() == 1
        ? Optional.of(
            new Total(
                totals.getFirst().name(),
                totals.stream().mapToDouble(Total::value).sum(),
                totals.getFirst().unit()))
        : Optional.empty();
  }

  private static void put(Map<String, Total> totals, String name, @Nullable AmountBody amount) {
    total(name, amount).ifPresent(total -> totals.putIfAbsent(name, total));
  }

  private static Optional<Total> total(String name, @Nullable AmountBody amount) {
    return amount == null || amount.value() == null
        ? Optional.empty()
        : Optional.of(new Total(name, amount.value(), text(amount.unitId())));
  }
}
