package io.headland.server.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.store.FieldFileStore.FieldMachineFile;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.core.machinefile.summary.Statistics;
import io.headland.server.core.operation.OperationConfiguration.MergeRules;
import io.headland.server.core.operation.OperationGroups.Group;
import io.headland.server.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OperationGroupsTest {
  private static final Instant START = Instant.parse("2026-10-01T08:00:00Z");
  private static final MergeRules RULES =
      new MergeRules(Duration.ofDays(5), Duration.ofDays(21), true, false);

  private final FieldMachineFile points = file(1, "JohnDeere", 0, Optional.empty());

  @Test
  void totalsThatOverlapWithPointsInTimeArePartOfTheirOperation() {
    FieldMachineFile earlier = totals(2, "JohnDeere", -1);
    FieldMachineFile later = totals(3, "JohnDeere", 1);

    List<Group> groups = groups(earlier, points, later);

    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().files()).containsExactly(points, earlier, later);
    assertThat(groups.getFirst().start()).isEqualTo(earlier.startTime());
    assertThat(groups.getFirst().end()).isEqualTo(later.endTime());
    assertThat(groups.getFirst().hasTotals()).isTrue();
    assertThat(groups(later, earlier, points)).isEqualTo(groups);
  }

  @Test
  void totalsOfAnotherTimeOrProviderAreAnotherOperation() {
    FieldMachineFile otherTime = totals(2, "JohnDeere", 10);
    FieldMachineFile otherProvider = totals(3, "Other", 0);

    assertThat(groups(points, otherTime, otherProvider))
        .extracting(Group::files)
        .containsExactlyInAnyOrder(List.of(points), List.of(otherTime), List.of(otherProvider));
  }

  @Test
  void totalsOfAnotherProviderArePartOfTheOperationIfProvidersAreNotSeparated() {
    FieldMachineFile totals = totals(2, "Other", 0);

    List<Group> groups =
        OperationGroups.of(
            List.of(points, totals),
            new MergeRules(Duration.ofDays(5), Duration.ofDays(21), false, false));

    assertThat(groups).extracting(Group::files).containsExactly(List.of(points, totals));
  }

  @Test
  void typesOfTillageAreSeparateOperationsIfConfigured() {
    FieldMachineFile both = withTillTypes(points, "Chisel", "Disk");
    FieldMachineFile disk = withTillTypes(file(2, "JohnDeere", 5, Optional.empty()), "Disk");
    FieldMachineFile totals = totals(3, "JohnDeere", 1);
    MergeRules rules = new MergeRules(Duration.ofDays(5), Duration.ofDays(21), true, true);

    List<Group> groups = OperationGroups.of(List.of(both, disk, totals), rules);

    assertThat(groups)
        .extracting(Group::tillType)
        .containsExactly(Optional.of("Chisel"), Optional.of("Disk"));
    assertThat(groups)
        .extracting(Group::files)
        .containsExactly(List.of(both, totals), List.of(both, disk));
    assertThat(groups(both, disk)).extracting(Group::tillType).containsExactly(Optional.empty());
  }

  @Test
  void totalsAreAddedWithMeansByAreaAndWithoutMinimumAndMaximum() {
    FieldMachineFile small = totals(2, "JohnDeere", 10, 10_000, 10);
    FieldMachineFile large = totals(3, "JohnDeere", 20, 30_000, 20);
    Group group = groups(small, large).getFirst();

    OperationSummary added = AddedTotals.of(description(), group);

    assertThat(added.area()).isEqualTo(40_000);
    assertThat(added.statistics())
        .isEqualTo(Map.of(PointProperty.TILLAGE_DEPTH_ACTUAL, Statistics.ofMean(17.5)));
  }

  @Test
  void totalsOfAnOperationWhosePointsAreOutsideOfTheFieldAreThoseOfTheProvider() {
    Group group = groups(points, totals(2, "JohnDeere", 0)).getFirst();

    assertThat(AddedTotals.of(description(), group).area()).isEqualTo(10_000);
  }

  private static List<Group> groups(FieldMachineFile... files) {
    return OperationGroups.of(List.of(files), RULES);
  }

  private static FieldMachineFile totals(int id, String provider, int hour) {
    return totals(id, provider, hour, 10_000, 18);
  }

  private static FieldMachineFile totals(
      int id, String provider, int hour, double area, double depth) {
    Instant start = START.plus(Duration.ofHours(hour));
    OperationSummary summary =
        OperationSummary.withoutPoints(
            description(),
            start,
            start.plus(Duration.ofHours(2)),
            area,
            Map.of(PointProperty.TILLAGE_DEPTH_ACTUAL, Statistics.ofMean(depth)));
    return file(id, provider, hour, Optional.of(Json.MAPPER.writeValueAsString(summary)));
  }

  private static FieldMachineFile file(int id, String provider, int hour, Optional<String> totals) {
    Instant start = START.plus(Duration.ofHours(hour));
    return new FieldMachineFile(
        new UUID(0, id),
        provider,
        OperationType.TILLAGE,
        "",
        start,
        start.plus(Duration.ofHours(2)),
        START,
        "",
        List.of(),
        totals);
  }

  private static FieldMachineFile withTillTypes(FieldMachineFile file, String... types) {
    return new FieldMachineFile(
        file.id(),
        file.provider(),
        file.type(),
        file.crop(),
        file.startTime(),
        file.endTime(),
        file.convertedAt(),
        file.description(),
        List.of(types),
        file.totals());
  }

  private static MachineFileDescription description() {
    return new MachineFileDescription(
        OperationType.TILLAGE,
        "Tillage",
        "",
        Map.of(PointProperty.TILLAGE_DEPTH_ACTUAL, MeasurementUnit.CENTIMETRE),
        List.of(),
        List.of(),
        OriginalPlace.UNKNOWN);
  }
}
