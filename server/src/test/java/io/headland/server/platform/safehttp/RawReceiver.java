package io.headland.server.platform.safehttp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One that answers bytes of its own, be they HTTP or not.
final class RawReceiver implements AutoCloseable {
  /// What each call must post: so much is read after the headers.
  static final byte[] BODY = {'{', '}'};

  /// What is answered to one request.
  @FunctionalInterface
  interface Answer {
    /// Writes it.
    ///
    /// @return whether the connection stays open for another request
    boolean write(OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final Answer response;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connections = new AtomicInteger();
  private final Semaphore closed = new Semaphore(0);

  private RawReceiver(ServerSocket server, Answer response) {
    this.server = server;
    this.response = response;
  }

  static RawReceiver startAt(String address, Answer response) {
    try {
      RawReceiver receiver =
          new RawReceiver(new ServerSocket(0, 50, InetAddress.ofLiteral(address)), response);
      receiver.threads.execute(receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Answer text(String text) {
    return out -> {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      return true;
    };
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /// Waits until one more connection was closed from here.
  void awaitClosed() throws InterruptedException {
    if (!closed.tryAcquire(5, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The connection is still open.");
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException _) {
      // The end.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean open = true;
      while (open && skipRequest(in)) {
        open = response.write(out);
        out.flush();
      }
    } catch (IOException _) {
      // The caller had enough.
    } finally {
      closed.release();
    }
  }

  private static boolean skipRequest(InputStream in) throws IOException {
    int last = 0;
    while (last != 0x0D0A0D0A) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      last = last << 8 | next;
    }
    in.skipNBytes(BODY.length);
    return true;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    // The port is open until the thread that waits for a connection has ended.
    threads.close();
  }
}
