package io.headland.server.platform.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A TCP proxy on the loopback address that can stop to forward while its connections stay open, as
/// a tunnel or a firewall does that lost its state.
public final class StallingTunnel implements AutoCloseable {
  private final ServerSocket listener;
  private final int to;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition resumed = lock.newCondition();
  private boolean stalled;

  private StallingTunnel(ServerSocket listener, int to) {
    this.listener = listener;
    this.to = to;
  }

  public static StallingTunnel open(int to) {
    try {
      var tunnel =
          new StallingTunnel(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), to);
      tunnel.threads.execute(tunnel::accept);
      return tunnel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void stall() {
    set(true);
  }

  public void resume() {
    set(false);
  }

  private void set(boolean stalls) {
    lock.lock();
    try {
      stalled = stalls;
      resumed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitOpen() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (stalled) {
        resumed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> connect(client));
      }
    } catch (IOException _) {
      // The tunnel was closed.
    }
  }

  private void connect(Socket client) {
    try {
      awaitOpen();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
      threads.execute(() -> forward(client, server));
      forward(server, client);
    } catch (IOException | InterruptedException _) {
      close(client);
    }
  }

  private void forward(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[8192];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        awaitOpen();
        out.write(buffer, 0, length);
      }
    } catch (IOException | InterruptedException _) {
      // One side closed the connection, or the tunnel was closed: both sides are closed now.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
      // The port is open until the thread that waits for a connection has ended.
      threads.close();
    }
  }
}
