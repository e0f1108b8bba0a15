package io.headland.bench.scenario;

import io.headland.bench.load.OwnerClient;
import io.headland.bench.server.ServerProcess;

/// A server process and a client of it.
record Node(ServerProcess server, OwnerClient client) implements AutoCloseable {
  @Override
  public void close() {
    client.close();
    server.close();
  }
}
