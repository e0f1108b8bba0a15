package io.headland.server.platform.memory;

/// The heap of the JVM.
public interface Heap {
  /// The limit in bytes.
  long limit();

  /// Bytes in use, with garbage.
  long used();

  /// Collects all garbage.
  void collect();

  /// The heap of this process.
  static Heap ofProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new Heap() {
      @Override
      public long limit() {
        return runtime.maxMemory();
      }

      @Override
      public long used() {
        return runtime.totalMemory() - runtime.freeMemory();
      }

      @Override
      public void collect() {
        runtime.gc();
      }
    };
  }
}
