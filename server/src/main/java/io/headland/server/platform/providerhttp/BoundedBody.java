package io.headland.server.platform.providerhttp;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Receives a body up to a size. Memory is reserved before the next part is requested, so that the
/// rest of a body which waits for memory is not received.
final class BoundedBody implements BodySubscriber<byte[]> {
  private final int limit;
  private final ProviderMemory.Grant memory;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final List<ByteBuffer> parts = new ArrayList<>();
  private int size;
  private Flow.@Nullable Subscription subscription;

  BoundedBody(int limit, ProviderMemory.Grant memory) {
    this.limit = limit;
    this.memory = memory;
  }

  /// The body exceeds the limit.
  static final class TooLargeException extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> received) {
    Flow.Subscription from = java.util.Objects.requireNonNull(subscription);
    try {
      for (ByteBuffer part : received) {
        if (part.remaining() > limit - size) {
          throw new TooLargeException();
        }
        size += part.remaining();
        memory.body(size);
        parts.add(part);
      }
      from.request(1);
    } catch (IOException e) {
      from.cancel();
      parts.clear();
      body.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable cause) {
    parts.clear();
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    byte[] complete = new byte[size];
    int at = 0;
    for (ByteBuffer part : parts) {
      int length = part.remaining();
      part.get(complete, at, length);
      at += length;
    }
    parts.clear();
    body.complete(complete);
  }
}
