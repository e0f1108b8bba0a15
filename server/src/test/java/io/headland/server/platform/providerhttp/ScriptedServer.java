package io.headland.server.platform.providerhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// A server on a socket of its own that returns scripted responses byte for byte, including invalid
/// ones. One response for each connection; a request without a script gets 599.
public final class ScriptedServer implements AutoCloseable {
  /// A request as it came over the wire.
  public record Received(List<String> head, String body) {
    public String line() {
      return head.getFirst();
    }

    /// The value as it stands behind the colon and one blank; empty when there is no such header.
    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream()
          .skip(1)
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }
  }

  /// What to do with a connection after its request was read.
  @FunctionalInterface
  public interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Queue<Answer> script = new ArrayDeque<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);

  private ScriptedServer(ServerSocket socket) {
    this.socket = socket;
  }

  public static ScriptedServer start() {
    try {
      var server = new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  public List<Received> received() {
    return received;
  }

  /// Waits until a first request has come.
  public void awaitRequest() throws InterruptedException {
    asked.await();
  }

  /// A proper answer with these header lines.
  public ScriptedServer then(int status, String body, String... headers) {
    return then(status, body.getBytes(UTF_8), headers);
  }

  public ScriptedServer then(int status, byte[] body, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Content-Length: " + body.length), Arrays.stream(headers))
            .toArray(String[]::new);
    return thenRaw(concat(head(status, all), body));
  }

  /// The beginning of an answer, then the end of the connection.
  public ScriptedServer thenCut(int status, String bodySoFar, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Content-Length: 100000"), Arrays.stream(headers))
            .toArray(String[]::new);
    return thenRaw(concat(head(status, all), bodySoFar.getBytes(UTF_8)));
  }

  public ScriptedServer thenRaw(byte[] bytes) {
    return then(out -> out.write(bytes));
  }

  /// Nothing at all for as long as the server lives.
  public ScriptedServer thenSilence() {
    return then(_ -> closing.await());
  }

  /// The head of an answer and a first byte, nothing more for as long as the server lives.
  public ScriptedServer thenHeadAndSilence(int status) {
    return then(
        out -> {
          out.write(concat(head(status, "Content-Length: 1000"), new byte[] {'{'}));
          out.flush();
          closing.await();
        });
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized ScriptedServer then(Answer response) {
    script.add(response);
    return this;
  }

  private synchronized Answer next() {
    Answer scripted = script.poll();
    return scripted != null ? scripted : out -> out.write(head(599, "Content-Length: 0"));
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      received.add(read(connection.getInputStream()));
      asked.countDown();
      next().write(connection.getOutputStream());
    } catch (IOException _) {
      // The client left early, as some tests want it to.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Received read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      bytes.write(next);
    }
    List<String> head = bytes.toString(ISO_8859_1).strip().lines().toList();
    int length = new Received(head, "").header("Content-Length").map(Integer::parseInt).orElse(0);
    return new Received(head, new String(in.readNBytes(length), UTF_8));
  }

  private static byte[] head(int status, String... headers) {
    String lines = String.join("\r\n", headers);
    return ("HTTP/1.1 " + status + " x\r\nConnection: close\r\n" + lines + "\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
