package io.headland.server.platform.standby;

import io.headland.server.platform.http.ApiClient;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Threads that read a list continuously until they are closed.
final class RepeatedReads implements AutoCloseable {
  private static final int THREADS = 4;

  private final AtomicBoolean goOn = new AtomicBoolean(true);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param statuses of the responses
  RepeatedReads(ApiClient api, String path, Queue<Integer> statuses) {
    for (int i = 0; i < THREADS; i++) {
      threads.execute(
          () -> {
            while (goOn.get()) {
              statuses.add(api.get(path).status());
            }
          });
    }
  }

  @Override
  public void close() {
    goOn.set(false);
    threads.close();
  }
}
