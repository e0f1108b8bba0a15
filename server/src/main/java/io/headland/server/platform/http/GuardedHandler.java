package io.headland.server.platform.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Keeps the connection of a request open from the end of its header section to the end of its
/// response, also for requests without a route (preflight requests).
final class GuardedHandler extends Handler.Wrapper {
  private final ConnectionGuard guard;

  GuardedHandler(Handler handler, ConnectionGuard guard) {
    super(handler);
    this.guard = guard;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    guard.started(connection);
    return super.handle(request, response, new Finishing(callback, connection));
  }

  /// Finishes before the callback, which may start the next request of the connection.
  private final class Finishing extends Callback.Nested {
    private final Connection connection;

    Finishing(Callback callback, Connection connection) {
      super(callback);
      this.connection = connection;
    }

    @Override
    public void succeeded() {
      guard.finished(connection);
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      guard.finished(connection);
      super.failed(failure);
    }
  }
}
