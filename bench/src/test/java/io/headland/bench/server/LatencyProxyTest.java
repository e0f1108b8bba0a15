package io.headland.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LatencyProxyTest {
  private static final int NUMBERS = 200_000;
  private static final int BLOCK = 65_536;
  private static final int BLOCKS = 400;

  private ServerSocket target;
  private LatencyProxy proxy;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    proxy = LatencyProxy.start(target.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    target.close();
  }

  @Test
  void aResponseArrivesAfterTheDelayOfBothDirections() throws Exception {
    proxy.delay(Duration.ofMillis(30));
    try (Socket client = connect();
        Socket server = target.accept()) {
      var answering = CompletableFuture.runAsync(() -> echo(server, 1));

      long before = System.nanoTime();
      assertThat(exchange(client, 7)).isEqualTo(7);

      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(60_000_000);
      answering.join();
    }
  }

  @Test
  void bytesAreReadWhileEarlierOnesAreDelayed() throws Exception {
    proxy.delay(Duration.ofDays(1));
    try (Socket client = connect();
        Socket server = target.accept()) {
      OutputStream out = client.getOutputStream();
      byte[] block = new byte[BLOCK];

      // More than the buffers of the sockets hold.
      for (int i = 0; i < BLOCKS; i++) {
        out.write(block);
      }

      assertThat(server.getInputStream().available()).isZero();
    }
  }

  @Test
  void blocksArriveCompleteAndInTheirOrder() throws Exception {
    proxy.delay(Duration.ofMillis(5));
    try (Socket client = connect();
        Socket server = target.accept()) {
      var sending = CompletableFuture.runAsync(() -> sendNumbers(client));
      var in = new DataInputStream(new BufferedInputStream(server.getInputStream()));

      for (int number = 0; number < NUMBERS; number++) {
        assertThat(in.readInt()).isEqualTo(number);
      }
      sending.join();
    }
  }

  @Test
  void severalRequestsInOneBlockAreOneRoundTrip() throws Exception {
    try (Socket client = connect();
        Socket server = target.accept()) {
      var answering = CompletableFuture.runAsync(() -> echo(server, 5));
      for (int i = 0; i < 3; i++) {
        assertThat(exchange(client, i)).isEqualTo(i);
      }
      assertThat(proxy.roundTrips()).isEqualTo(3);

      var out = new DataOutputStream(client.getOutputStream());
      out.writeLong((4L << 32) + 5);
      var in = new DataInputStream(client.getInputStream());
      assertThat(in.readInt()).isEqualTo(4);
      assertThat(in.readInt()).isEqualTo(5);

      assertThat(proxy.roundTrips()).isEqualTo(4);
      answering.join();
    }
  }

  @Test
  void theEndOfAConnectionIsForwardedInBothDirections() throws Exception {
    try (Socket client = connect();
        Socket server = target.accept()) {
      server.getOutputStream().write(9);
      server.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(9);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket client = connect();
        Socket server = target.accept()) {
      client.shutdownOutput();

      assertThat(server.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void theEndOfTheProxyClosesItsConnections() throws Exception {
    try (Socket client = connect();
        Socket server = target.accept()) {
      var answering = CompletableFuture.runAsync(() -> echo(server, 1));
      assertThat(exchange(client, 3)).isEqualTo(3);
      answering.join();

      proxy.close();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }
  }

  @RepeatedTest(50)
  void noConnectionIsAcceptedAfterTheEndOfTheProxy() throws Exception {
    try (Socket _ = connect();
        Socket _ = target.accept()) {
      proxy.close();

      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private static int exchange(Socket client, int number) throws IOException {
    new DataOutputStream(client.getOutputStream()).writeInt(number);
    return new DataInputStream(client.getInputStream()).readInt();
  }

  private static void echo(Socket server, int count) {
    try {
      var in = new DataInputStream(server.getInputStream());
      var out = new DataOutputStream(server.getOutputStream());
      for (int i = 0; i < count; i++) {
        out.writeInt(in.readInt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sendNumbers(Socket client) {
    try {
      var out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
      for (int number = 0; number < NUMBERS; number++) {
        out.writeInt(number);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
