package io.headland.server.platform.http;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/// A server whose responses are too large, in a process of its own. It alternates between them,
/// except for paths with `/headers`, whose response is a header section that is nearly as long as
/// the limits of an HTTP client allow, and does not end.
final class EndlessServer implements AutoCloseable {
  private static final String START = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final int PART = 64 * 1024;
  private static final int UNPACKED = 512 * 1024 * 1024;
  private static final int DENSE = 8 * 1024 * 1024;

  private final Process process;
  private final URI address;

  private EndlessServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static EndlessServer start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    return new EndlessServer(process, URI.create(output.readLine()));
  }

  URI uri(String path) {
    return address.resolve(path);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public static void main(String[] arguments) throws IOException {
    ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    System.out.println("http://127.0.0.1:" + socket.getLocalPort() + "/");
    Responses responses = new Responses();
    while (true) {
      Socket connection = socket.accept();
      Thread.ofPlatform().daemon().start(() -> responses.serve(connection));
    }
  }

  private static final class Responses {
    private final byte[] compressed = compressed();
    private final AtomicInteger requests = new AtomicInteger();

    void serve(Socket connection) {
      try (connection) {
        String path = readHead(connection.getInputStream());
        OutputStream out = connection.getOutputStream();
        if (path.contains("/headers")) {
          sendHeaders(out);
          return;
        }
        switch (requests.getAndIncrement() % 4) {
          case 0 -> repeat(out, START + "\r\n{\"values\":[{\"id\":\"1\"}", ",{}");
          case 1 -> repeat(out, START, "X-More: " + "x".repeat(1000) + "\r\n");
          case 2 -> {
            out.write(ascii(START + "Connection: close\r\nContent-Encoding: gzip\r\n\r\n"));
            out.write(compressed);
          }
          default -> sendDense(out);
        }
      } catch (IOException _) {
        // The client has closed the connection.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private static String readHead(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("The request has no end");
        }
        head.append((char) next);
      }
      return head.substring(0, head.indexOf("\r\n"));
    }

    private static void sendHeaders(OutputStream out) throws IOException, InterruptedException {
      out.write(ascii(START));
      byte[] line = ascii("X-More: " + "x".repeat(16_000) + "\r\n");
      for (int i = 0; i < 98; i++) {
        out.write(line);
      }
      new CountDownLatch(1).await();
    }

    /// A complete list of empty objects, which take the most memory when they are parsed.
    private static void sendDense(OutputStream out) throws IOException {
      String from = "{\"values\":[";
      String to = "{}]}";
      int parts = (DENSE - from.length() - to.length()) / 3;
      out.write(ascii(START + "Connection: close\r\n\r\n" + from));
      byte[] part = ascii("{},".repeat(1000));
      for (int i = 0; i < parts / 1000; i++) {
        out.write(part);
      }
      out.write(ascii(to));
    }

    private static void repeat(OutputStream out, String start, String more) throws IOException {
      out.write(ascii(start));
      byte[] part = ascii(more.repeat(PART / more.length()));
      while (true) {
        out.write(part);
      }
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Zeros, compressed to a thousandth of their size.
    private static byte[] compressed() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        byte[] zeros = new byte[PART];
        for (int i = 0; i < UNPACKED / PART; i++) {
          out.write(zeros);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
