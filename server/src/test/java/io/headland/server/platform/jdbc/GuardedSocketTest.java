package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.Concurrency;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedSocketTest {
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private final SocketGuard guard = new SocketGuard();
  private ServerSocket listening;
  private GuardedSocket socket;
  private Socket server;

  @BeforeEach
  void connect() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket = new GuardedSocket(guard);
    socket.connect(listening.getLocalSocketAddress());
    server = listening.accept();
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
    listening.close();
  }

  @Test
  void aReadThatExceedsItsTimeLimitFailsAndTheSocketIsClosed() throws Exception {
    FutureTask<Integer> read = readWith(LIMIT);

    guard.closeExpired(System.nanoTime() + LIMIT.plusSeconds(1).toNanos());

    assertThatThrownBy(read::get).hasCauseExactlyInstanceOf(SocketTimeoutException.class);
    assertThat(socket.isClosed()).isTrue();
  }

  @Test
  void aReadWithinItsTimeLimitContinues() throws Exception {
    FutureTask<Integer> read = readWith(LIMIT);

    guard.closeExpired(System.nanoTime() + LIMIT.minusSeconds(5).toNanos());
    server.getOutputStream().write('a');

    assertThat(read.get()).isEqualTo('a');
    assertThat(socket.isReading()).isFalse();
  }

  @Test
  void aSocketThatIsNotReadRemainsOpen() throws Exception {
    socket.setSoTimeout((int) LIMIT.toMillis());

    guard.closeExpired(System.nanoTime() + LIMIT.multipliedBy(100).toNanos());

    assertThat(socket.isClosed()).isFalse();
  }

  @Test
  void aReadWithoutATimeLimitContinues() throws Exception {
    FutureTask<Integer> read = readWith(Duration.ZERO);

    guard.closeExpired(System.nanoTime() + LIMIT.multipliedBy(100).toNanos());
    server.getOutputStream().write('a');

    assertThat(read.get()).isEqualTo('a');
  }

  @Test
  void aReadWithAShortTimeLimitFailsAndTheSocketRemainsOpen() throws Exception {
    socket.setSoTimeout(1);

    assertThatThrownBy(() -> socket.getInputStream().read())
        .isExactlyInstanceOf(SocketTimeoutException.class);
    server.getOutputStream().write('a');

    assertThat(socket.isClosed()).isFalse();
    socket.setSoTimeout((int) LIMIT.toMillis());
    assertThat(socket.getInputStream().read()).isEqualTo('a');
  }

  @Test
  void theTimeLimitIsReturnedAsItWasSet() throws Exception {
    for (int millis : new int[] {0, 1, GuardedSocket.SHORTEST_GUARDED, 45_000, 3}) {
      socket.setSoTimeout(millis);
      assertThat(socket.getSoTimeout()).isEqualTo(millis);
    }
  }

  @Test
  void aReadOfASocketThatIsClosedByOthersFailsWithoutATimeout() throws Exception {
    FutureTask<Integer> read = readWith(LIMIT);

    socket.close();

    assertThatThrownBy(read::get)
        .satisfies(failure -> assertThat(failure.getCause()).isInstanceOf(SocketException.class));
  }

  @Test
  void theGuardClosesASocketAfterItsTimeLimitWithoutACaller() throws Exception {
    FutureTask<Integer> read = readWith(Duration.ofMillis(GuardedSocket.SHORTEST_GUARDED));

    assertThatThrownBy(read::get).hasCauseExactlyInstanceOf(SocketTimeoutException.class);
  }

  /// A read on a virtual thread, which waits.
  private FutureTask<Integer> readWith(Duration limit) throws SocketException {
    socket.setSoTimeout((int) limit.toMillis());
    FutureTask<Integer> read = new FutureTask<>(() -> socket.getInputStream().read());
    Thread.startVirtualThread(read);
    Concurrency.await(socket::isReading);
    return read;
  }
}
