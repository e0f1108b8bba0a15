package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The points of a source in blocks, which a thread of its own reads while the block before is
/// written: unpacking and parsing a file takes about as long as encoding its points.
///
/// There are two blocks, so that the source is read ahead by less than two of them.
final class PointBlocks implements AutoCloseable {
  static final int ROWS = 2_048;

  private static final PointProperty[] PROPERTIES = PointProperty.values();

  private final PointSource source;
  private final PointRow row = new PointRow();
  private final Block[] blocks = {new Block(), new Block()};
  private final Semaphore empty = new Semaphore(blocks.length);
  private final Semaphore full = new Semaphore(0);
  private final Thread reader;
  private long taken;
  private volatile boolean closed;

  PointBlocks(PointSource source) {
    this.source = source;
    // Parsing does not wait: a virtual thread would occupy one of those that serve requests.
    reader = Thread.ofPlatform().daemon().name("machine-points").start(this::readAll);
  }

  /// Points by columns.
  static final class Block {
    private final double[] longitudes = new double[ROWS];
    private final double[] latitudes = new double[ROWS];
    private final long[] epochMillis = new long[ROWS];
    private final int[] sections = new int[ROWS];
    private final int[] machines = new int[ROWS];
    private final String[] labels = new String[ROWS];
    private final double[][] values = new double[PROPERTIES.length][ROWS];
    private int rows;
    private @Nullable Throwable failure;

    /// The number of points; less than [#ROWS] at the end of the source.
    int rows() {
      return rows;
    }

    double[] longitudes() {
      return longitudes;
    }

    double[] latitudes() {
      return latitudes;
    }

    long[] epochMillis() {
      return epochMillis;
    }

    int[] sections() {
      return sections;
    }

    int[] machines() {
      return machines;
    }

    String[] labels() {
      return labels;
    }

    /// The values of a property, by its position in the enumeration.
    double[] values(int property) {
      return values[property];
    }

    private void add(PointRow row) {
      longitudes[rows] = row.longitude();
      latitudes[rows] = row.latitude();
      epochMillis[rows] = row.epochMillis();
      sections[rows] = row.section();
      machines[rows] = row.machine();
      labels[rows] = row.label();
      for (int i = 0; i < PROPERTIES.length; i++) {
        values[i][rows] = row.get(PROPERTIES[i]);
      }
      rows++;
    }
  }

  /// The next block, valid until the next call. Not to be called after the end of the source.
  ///
  /// @throws MachineFileException when the source is invalid
  /// @throws InterruptedIOException when this thread is interrupted, which it remains
  Block next() throws IOException, MachineFileException {
    if (taken > 0) {
      empty.release();
    }
    try {
      full.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The points were not read to their end");
    }
    Block block = blocks[(int) (taken % blocks.length)];
    taken++;
    switch (block.failure) {
      case null -> {
        return block;
      }
      case IOException unreadable -> throw unreadable;
      case MachineFileException invalid -> throw invalid;
      case RuntimeException bug -> throw bug;
      case Error fatal -> throw fatal;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  private void readAll() {
    boolean isEnd = false;
    for (int i = 0; !isEnd; i = (i + 1) % blocks.length) {
      empty.acquireUninterruptibly();
      if (closed) {
        return;
      }
      isEnd = fill(blocks[i]);
      full.release();
    }
  }

  /// Whether the source ends within the block. Each failure is thrown by the thread that takes the
  /// block: also one that is a bug, because that thread waits for the block.
  private boolean fill(Block block) {
    block.rows = 0;
    try {
      while (block.rows < ROWS && source.next(row)) {
        block.add(row);
      }
      return block.rows < ROWS;
    } catch (Throwable e) {
      block.failure = e;
      return true;
    }
  }

  /// Waits until the source is not read any more, which is at the end of a block. The source is not
  /// closed.
  @Override
  public void close() {
    closed = true;
    empty.release();
    boolean isInterrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException _) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
