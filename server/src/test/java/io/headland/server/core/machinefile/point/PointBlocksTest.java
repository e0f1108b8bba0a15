package io.headland.server.core.machinefile.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointBlocksTest {
  private static final int ROWS = PointBlocks.ROWS;
  private static final int AREA = List.of(PointProperty.values()).indexOf(PointProperty.AREA);

  private static List<String> read(PointBlocks blocks) throws IOException, MachineFileException {
    List<String> rows = new ArrayList<>();
    PointBlocks.Block block;
    do {
      block = blocks.next();
      for (int i = 0; i < block.rows(); i++) {
        rows.add(
            "%s %s %d %d %d %s %s"
                .formatted(
                    block.longitudes()[i],
                    block.latitudes()[i],
                    block.epochMillis()[i],
                    block.sections()[i],
                    block.machines()[i],
                    block.labels()[i],
                    block.values(AREA)[i]));
      }
    } while (block.rows() == ROWS);
    return rows;
  }

  private static List<String> expected(int rows) {
    return Stream.iterate(0, i -> i < rows, i -> i + 1)
        .map(
            i ->
                "%s %s %d %d %d label %d %s"
                    .formatted(i / 1e6, -i / 1e6, i, i % 24, i % 3, i, i + 0.5))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, ROWS - 1, ROWS, ROWS + 1, 2 * ROWS, 2 * ROWS + 1, 5 * ROWS - 1})
  void hasAllRowsInTheirOrder(int rows) throws Exception {
    CountedPoints source = CountedPoints.of(rows);

    try (PointBlocks blocks = new PointBlocks(source)) {
      assertThat(read(blocks)).isEqualTo(expected(rows));
    }

    assertThat(source.reader().isAlive()).isFalse();
  }

  private static List<Arguments> failures() {
    List<Arguments> cases = new ArrayList<>();
    for (int row : new int[] {0, ROWS - 1, ROWS, 3 * ROWS + 7, 4 * ROWS}) {
      for (Throwable failure :
          List.of(
              new MachineFileException("The row is invalid."),
              new IOException("The file is unreadable."),
              new IllegalStateException("The program is wrong."),
              new StackOverflowError("The program is wrong."))) {
        cases.add(
            argumentSet(
                "%s instead of row %d".formatted(failure.getClass().getSimpleName(), row),
                failure,
                row));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void throwsTheFailureOfTheSource(Throwable failure, int row) throws Exception {
    CountedPoints source = CountedPoints.failing(4 * ROWS, row, failure);

    try (PointBlocks blocks = new PointBlocks(source)) {
      for (int i = 0; i < row / ROWS; i++) {
        assertThat(blocks.next().rows()).isEqualTo(ROWS);
      }
      assertThatThrownBy(blocks::next).isSameAs(failure);
    }

    assertThat(source.reader().isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void closingEndsTheThreadThatWaits(int taken) throws Exception {
    CountedPoints source = CountedPoints.of(Integer.MAX_VALUE);
    PointBlocks blocks = new PointBlocks(source);
    for (int i = 0; i < taken; i++) {
      blocks.next();
    }
    if (taken > 0) {
      while (source.reader().getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }

    blocks.close();

    assertThat(source.isBeingRead()).isFalse();
    assertThat(source.rows()).isLessThanOrEqualTo((taken + 2) * ROWS);
  }

  @Test
  void anInterruptionEndsTheReadingAndIsKept() {
    CountedPoints source = CountedPoints.of(Integer.MAX_VALUE);
    try (PointBlocks blocks = new PointBlocks(source)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(blocks::next).isInstanceOf(InterruptedIOException.class);
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(source.isBeingRead()).isFalse();
  }

  @Test
  void aSourceThatInterruptsItsThreadIsReadToItsEnd() throws Exception {
    CountedPoints source = CountedPoints.before(3 * ROWS, () -> Thread.currentThread().interrupt());

    try (PointBlocks blocks = new PointBlocks(source)) {
      assertThat(read(blocks)).hasSize(3 * ROWS);
    }
  }
}
