package io.headland.server.upstream;

/// Is told of every call to a provider. Safe to call from several threads.
@FunctionalInterface
public interface CallRecorder {
  void record(ProviderCall call);
}
