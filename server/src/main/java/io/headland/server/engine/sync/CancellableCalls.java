package io.headland.server.engine.sync;

import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Calls of another thread that can be cancelled. The thread is interrupted only while it waits for
/// the provider: an interrupt while the rate limit is read or the call is recorded would close a
/// connection to the database.
final class CancellableCalls implements CallRecorder {
  private final CallRecorder recorder;
  private boolean cancelled;

  /// The thread that waits for the provider.
  private @Nullable Thread calling;

  CancellableCalls(CallRecorder recorder) {
    this.recorder = recorder;
  }

  /// Cancels the call in progress, and prevents further ones.
  synchronized void cancel() {
    cancelled = true;
    if (calling != null) {
      calling.interrupt();
    }
  }

  @Override
  public Duration admit() throws InterruptedException {
    throwIfCancelled();
    Duration wait = recorder.admit();
    if (wait.isZero()) {
      begin();
    }
    return wait;
  }

  @Override
  public void record(ProviderCall call) {
    end();
    recorder.record(call);
  }

  private synchronized void throwIfCancelled() throws InterruptedException {
    if (cancelled) {
      throw new InterruptedException("The page is not required any more");
    }
  }

  private synchronized void begin() throws InterruptedException {
    throwIfCancelled();
    calling = Thread.currentThread();
  }

  /// Called when the thread does not wait any more, and when it makes no further call.
  synchronized void end() {
    calling = null;
    if (cancelled) {
      // Of a call that ended at the same time.
      Thread.interrupted();
    }
  }
}
