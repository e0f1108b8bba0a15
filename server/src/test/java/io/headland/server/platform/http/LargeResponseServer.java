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
final class LargeResponseServer implements AutoCloseable {
  private static final String START = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final int PART = 64 * 1024;
  private static final int UNPACKED = 512 * 1024 * 1024;
  private static final String PAGE = ";start=";
  private static final int DENSE = 8 * 1024 * 1024;

  private final Process process;
  private final URI address;

  private LargeResponseServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static LargeResponseServer start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LargeResponseServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    return new LargeResponseServer(process, URI.create(output.readLine()));
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
    Responses responses = new Responses(socket.getLocalPort());
    while (true) {
      Socket connection = socket.accept();
      Thread.ofPlatform().daemon().start(() -> responses.serve(connection));
    }
  }

  private static final class Responses {
    private final int port;
    private final byte[] compressed = compressed();
    private final AtomicInteger requests = new AtomicInteger();

    Responses(int port) {
      this.port = port;
    }

    void serve(Socket connection) {
      try (connection) {
        String path = readHead(connection.getInputStream());
        OutputStream out = connection.getOutputStream();
        if (path.contains("/headers")) {
          sendHeaders(out);
          return;
        }
        int page = path.indexOf(PAGE);
        if (page >= 0) {
          sendPage(
              out,
              Integer.parseInt(path.substring(page + PAGE.length()).replaceFirst("[^0-9].*", "")));
          return;
        }
        switch (requests.getAndIncrement() % 6) {
          case 0 -> repeat(out, START + "\r\n{\"values\":[{\"id\":\"1\"}", ",{}");
          case 1 -> repeat(out, START, "X-More: " + "x".repeat(1000) + "\r\n");
          case 2 -> {
            out.write(ascii(START + "Connection: close\r\nContent-Encoding: gzip\r\n\r\n"));
            out.write(compressed);
          }
          case 3 -> sendDense(out, "{},", DENSE);
          case 4 -> sendDense(out, "1,", DENSE / 5);
          default -> sendPage(out, 0);
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

    /// A complete list of this many bytes: empty objects take the most memory when they are parsed,
    /// and values of another type than the documented one are noted.
    private static void sendDense(OutputStream out, String value, int size) throws IOException {
      out.write(ascii(START + "Connection: close\r\n\r\n{\"values\":["));
      byte[] part = ascii(value.repeat(1000));
      for (int i = 0; i < size / part.length - 1; i++) {
        out.write(part);
      }
      out.write(ascii("{}]}"));
    }

    /// One of a list of pages without an end.
    private void sendPage(OutputStream out, int from) throws IOException {
      StringBuilder values = new StringBuilder();
      for (int i = from; i < from + 100; i++) {
        values.append(
            ",{\"@type\":\"Organization\",\"id\":\"%d\",\"name\":\"%s\",\"links\":[]}"
                .formatted(i, "n".repeat(4_000)));
      }
      String next = "http://127.0.0.1:" + port + "/platform/organizations" + PAGE + (from + 100);
      String body =
          "{\"links\":[{\"rel\":\"nextPage\",\"uri\":\"%s;count=100\"}],\"total\":100000000,\"values\":[%s]}"
              .formatted(next, values.substring(1));
      out.write(
          ascii(
              "%sConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(START, body.length(), body)));
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
