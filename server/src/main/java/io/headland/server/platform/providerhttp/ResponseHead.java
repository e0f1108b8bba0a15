package io.headland.server.platform.providerhttp;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Reads a body up to a size, and retains status and headers, which would otherwise be lost with an
/// incomplete body: a truncated 429 is still a 429.
final class ResponseHead implements BodyHandler<byte[]> {
  record Head(int statusCode, ResponseHeaders headers) {}

  private final InstantSource clock;
  private final int bodyLimit;
  private final ProviderMemory.Grant memory;
  private final AtomicReference<Optional<Head>> head = new AtomicReference<>(Optional.empty());

  ResponseHead(InstantSource clock, int bodyLimit, ProviderMemory.Grant memory) {
    this.clock = clock;
    this.bodyLimit = bodyLimit;
    this.memory = memory;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo response) {
    var headers = new ResponseHeaders(response.headers().map(), clock.instant());
    head.set(Optional.of(new Head(response.statusCode(), headers)));
    return new BoundedBody(bodyLimit, memory);
  }

  /// Empty when no headers were received.
  Optional<Head> find() {
    return head.get();
  }
}
