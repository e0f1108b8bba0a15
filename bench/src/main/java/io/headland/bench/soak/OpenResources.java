package io.headland.bench.soak;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Closes what a run has started, the latest first, including when the JVM is terminated (Ctrl-C).
final class OpenResources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Consumer<String> progress;
  private final Thread hook = new Thread(this::closeAll, "soak-end");
  private boolean closed;

  private OpenResources(Consumer<String> progress) {
    this.progress = progress;
  }

  static OpenResources start(Consumer<String> progress) {
    OpenResources closing = new OpenResources(progress);
    Runtime.getRuntime().addShutdownHook(closing.hook);
    return closing;
  }

  /// Closes it with the others; immediately if they are closed already.
  synchronized <T extends AutoCloseable> T add(T resource) {
    if (closed) {
      close(resource);
      throw new IllegalStateException("The run was stopped");
    }
    open.push(resource);
    return resource;
  }

  /// Whether closing has begun.
  synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void closeAll() {
    closed = true;
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  private void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // the others must be closed after any exception
      progress.accept("not closed: " + e);
    }
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is terminating, and the hook has nothing to close.
    }
  }
}
