package io.headland.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Passes connections on to a server, and closes them in the middle while a test requests it.
public final class CuttingProxy implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket socket;
  private final URI server;
  private volatile long most = NEVER;
  private final AtomicLong passed = new AtomicLong();
  private final AtomicInteger cuts = new AtomicInteger();

  private CuttingProxy(ServerSocket socket, URI server) {
    this.socket = socket;
    this.server = server;
  }

  public static CuttingProxy to(URI server) {
    try {
      CuttingProxy proxy =
          new CuttingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /// From now on closes each connection on which a client has sent this number of bytes.
  public void cutAfter(long bytes) {
    most = bytes;
  }

  /// From now on closes none.
  public void letPass() {
    most = NEVER;
  }

  /// How many connections were closed.
  public int cuts() {
    return cuts.get();
  }

  /// The number of bytes that clients have sent.
  public long passed() {
    return passed.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        threads.execute(() -> pass(client, behind, true));
        threads.execute(() -> pass(behind, client, false));
      } catch (SocketException _) {
        // It was closed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void pass(Socket from, Socket to, boolean counted) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 * 1024];
      long sent = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        sent += n;
        if (counted) {
          passed.addAndGet(n);
          if (sent >= most) {
            cuts.incrementAndGet();
            return;
          }
        }
      }
    } catch (IOException _) {
      // One side has closed the connection, so that the other one is closed too.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    // The port is open until the thread that waits for a connection has ended.
    threads.close();
  }
}
