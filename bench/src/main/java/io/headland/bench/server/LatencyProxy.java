package io.headland.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Forwards connections to a port of this machine with a delay in each direction, as a network
/// does: bytes are read while earlier ones are delayed, so that the bandwidth is not limited.
public final class LatencyProxy implements AutoCloseable {
  private static final int BUFFER = 65_536;

  /// Blocks that are delayed in one direction of a connection: more than are sent in a delay.
  private static final int MOST_BLOCKS = 16_384;

  private final ForwardedConnections connections;
  private final LongAdder roundTrips = new LongAdder();
  private volatile long delayNanos;

  private LatencyProxy(int target) throws IOException {
    this.connections = ForwardedConnections.listen(target, this::forward);
  }

  /// Bytes that are forwarded at a time; none at the end of a connection.
  ///
  /// @param due by [System#nanoTime]
  private record Block(ByteBuffer bytes, long due) {
    static final Block END = new Block(ByteBuffer.allocate(0), 0);

    boolean isEnd() {
      return bytes.limit() == 0;
    }
  }

  /// Listens on a free port of the loopback address, without a delay.
  ///
  /// @param target a port of this machine
  public static LatencyProxy start(int target) throws IOException {
    return new LatencyProxy(target);
  }

  public int port() {
    return connections.port();
  }

  /// Delays the bytes that arrive from now on, in each direction.
  public void delay(Duration oneWay) {
    delayNanos = oneWay.toNanos();
  }

  /// How often clients sent something after they had received something, or for the first time: the
  /// number of their delays so far.
  public long roundTrips() {
    return roundTrips.sum();
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }

  private void forward(Socket client, Socket server) {
    AtomicBoolean sending = new AtomicBoolean();
    forward(
        client,
        server,
        () -> {
          if (sending.compareAndSet(false, true)) {
            roundTrips.increment();
          }
        });
    forward(server, client, () -> sending.set(false));
  }

  private void forward(Socket from, Socket to, Runnable onBlock) {
    BlockingQueue<Block> delayed = new ArrayBlockingQueue<>(MOST_BLOCKS);
    Thread.ofVirtual().start(() -> read(from, delayed, onBlock));
    Thread.ofVirtual().start(() -> write(delayed, from, to));
  }

  private void read(Socket from, BlockingQueue<Block> delayed, Runnable onBlock) {
    byte[] buffer = new byte[BUFFER];
    try {
      try {
        InputStream in = from.getInputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          long due = System.nanoTime() + delayNanos;
          onBlock.run();
          delayed.put(new Block(ByteBuffer.wrap(Arrays.copyOf(buffer, read)), due));
        }
      } catch (IOException _) {
        // The sender has closed the connection.
      }
      delayed.put(Block.END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(BlockingQueue<Block> delayed, Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      for (Block block = delayed.take(); !block.isEnd(); block = delayed.take()) {
        for (long early = block.due() - System.nanoTime();
            early > 0;
            early = block.due() - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        out.write(block.bytes().array());
      }
    } catch (IOException _) {
      // The receiver has closed the connection; the reader may still wait for a free place.
      delayed.clear();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      connections.close(from);
      connections.close(to);
    }
  }
}
