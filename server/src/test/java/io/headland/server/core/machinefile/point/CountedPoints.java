package io.headland.server.core.machinefile.point;

import static java.util.Objects.requireNonNull;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Points with different values and labels, and the thread that reads them.
final class CountedPoints implements PointSource {
  private final int rows;
  private final int failAt;
  private final Optional<Throwable> failure;
  private final Runnable before;
  private volatile int next;
  private volatile @Nullable Thread reader;

  private CountedPoints(int rows, int failAt, Optional<Throwable> failure, Runnable before) {
    this.rows = rows;
    this.failAt = failAt;
    this.failure = failure;
    this.before = before;
  }

  static CountedPoints of(int rows) {
    return before(rows, () -> {});
  }

  /// Points before each of which something happens.
  static CountedPoints before(int rows, Runnable before) {
    return new CountedPoints(rows, -1, Optional.empty(), before);
  }

  /// Points with a failure instead of one of them, or of the end.
  static CountedPoints failing(int rows, int failAt, Throwable failure) {
    return new CountedPoints(rows, failAt, Optional.of(failure), () -> {});
  }

  @Override
  public boolean next(PointRow row) throws IOException, MachineFileException {
    reader = Thread.currentThread();
    before.run();
    int i = next;
    if (i == failAt) {
      switch (failure.orElseThrow()) {
        case IOException unreadable -> throw unreadable;
        case MachineFileException invalid -> throw invalid;
        case Error fatal -> throw fatal;
        case Throwable other -> throw (RuntimeException) other;
      }
    }
    if (i == rows) {
      return false;
    }
    row.clear();
    row.moveTo(i / 1e6, -i / 1e6);
    row.recordedAt(i);
    row.setSection(i % 24);
    row.setMachine(i % 3);
    row.setLabel("label " + i);
    row.set(PointProperty.AREA, i + 0.5);
    next = i + 1;
    return true;
  }

  /// The number of rows that were read.
  int rows() {
    return next;
  }

  /// The thread that read the last row.
  Thread reader() {
    return requireNonNull(reader);
  }

  boolean isBeingRead() {
    Thread present = reader;
    return present != null && present.isAlive();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
