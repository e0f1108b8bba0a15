package io.headland.server.engine.machinefile;

import io.headland.server.core.machinefile.point.PointEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The [PointEngine] of this process, which is opened with the first machine file: before that, no
/// native code is loaded.
public final class PointEngines implements AutoCloseable {
  private final Folder temporary;
  private final int megabytes;
  private @Nullable PointEngine engine;
  private boolean closed;

  /// Creates a folder.
  @FunctionalInterface
  public interface Folder {
    Path create() throws IOException;
  }

  /// An engine that is not open yet.
  ///
  /// @param temporary creates the folder for results that exceed the memory
  /// @param megabytes of memory outside of the heap
  public PointEngines(Folder temporary, int megabytes) {
    this.temporary = temporary;
    this.megabytes = megabytes;
  }

  /// The engine, opened if necessary.
  ///
  /// @throws IOException when the folder cannot be created
  public synchronized PointEngine get() throws IOException {
    if (closed) {
      throw new IllegalStateException("The server is stopping");
    }
    PointEngine present = engine;
    if (present == null) {
      present = PointEngine.open(temporary.create(), megabytes);
      engine = present;
    }
    return present;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
