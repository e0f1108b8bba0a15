package io.headland.server.platform.http;

import io.headland.server.Concurrency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A reverse proxy that listens on a free port of the loopback address until it is closed.
public final class ProxyProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private ProxyProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a program and waits until it accepts connections.
  ///
  /// @param port that its configuration names
  public static ProxyProcess start(Path folder, int port, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      ProxyProcess proxy = new ProxyProcess(process, port);
      Concurrency.await(() -> proxy.accepts() || !process.isAlive());
      if (!process.isAlive()) {
        throw new AssertionError(command + " ended: " + Files.readString(folder.resolve("output")));
      }
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(
          command.getFirst() + " cannot be started; ./headland test installs it", e);
    }
  }

  private boolean accepts() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
