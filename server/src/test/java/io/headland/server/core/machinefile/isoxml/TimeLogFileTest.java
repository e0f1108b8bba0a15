package io.headland.server.core.machinefile.isoxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.IsoxmlSample;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.archive.ReadFile;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeLogFileTest {
  private static final Passes PASSES =
      MachineFileSamples.passes(-93.5, 41.6, 60, 40, Instant.parse("2026-10-01T12:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("upload.zip");
  }

  @ParameterizedTest
  @EnumSource(OperationType.class)
  void aTimeLogHasTheTypeOfItsIdentifiers(OperationType type) throws Exception {
    IsoxmlSample sample = IsoxmlSample.of(type, PASSES);

    ReadFile read = ReadFile.of(sample.write(file), folder);

    assertThat(read.description().type()).isEqualTo(type);
    assertThat(read.description().originalType()).isEqualTo("Work of May");
    assertThat(read.description().place())
        .isEqualTo(
            new MachineFileDescription.OriginalPlace("Peter Meyer", "Home farm", "North 40"));
    assertThat(read.description().machinery())
        .containsExactly(
            new MachineFileDescription.Machinery(1, true, "Implement 9000", "", "4711"));
    assertThat(read.points()).isEqualTo(PASSES.positions().size());
    assertThat(read.area()).isCloseTo(sample.area(), within(1e-6));
    assertThat(Instant.ofEpochMilli(read.last().epochMillis()))
        .isEqualTo(PASSES.positions().getLast().time());
    assertThat(read.last().label())
        .isEqualTo(
            switch (type) {
              case HARVESTED, PLANTED -> "Golden Bantam";
              case APPLIED -> "RoundUp";
              case TILLAGE -> "Chisel";
            });
    PointProperty property =
        switch (type) {
          case HARVESTED -> PointProperty.WET_MASS_PER_AREA;
          case PLANTED -> PointProperty.SEED_RATE;
          case APPLIED -> PointProperty.APPLIED_RATE;
          case TILLAGE -> PointProperty.TILLAGE_DEPTH_ACTUAL;
        };
    double expected =
        switch (type) {
          case HARVESTED -> 8;
          case PLANTED -> 80_000;
          case APPLIED -> 200;
          case TILLAGE -> 15;
        };
    assertThat(read.last(property)).isCloseTo(expected, within(1e-6));
  }
}
