package io.headland.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A persistent connection over HTTP/1.1 that sends a request and waits for its response. It parses
/// only what is required to find the end of the response, to leave the CPU to the server.
public final class HttpConnection implements AutoCloseable {
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
  private static final byte[] CHUNKED =
      "\r\ntransfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[16_384];

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  public static HttpConnection open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    return new HttpConnection(socket);
  }

  /// Sends a request and reads its response to the end.
  ///
  /// @throws IOException also for a status other than 200, with which the measurement would be
  ///   invalid
  public void exchange(byte[] request) throws IOException {
    out.write(request);
    int held = 0;
    int headEnd = -1;
    while (headEnd < 0) {
      held += fill(held);
      headEnd = indexOf(HEAD_END, held);
    }
    int body = headEnd + HEAD_END.length;
    if (indexOf(CHUNKED, headEnd) >= 0) {
      held = readChunks(body, held);
    } else {
      int end = body + contentLength(headEnd);
      while (held < end) {
        held += fill(held);
      }
    }
    if (buffer[STATUS_AT] != '2') {
      throw new IOException("Unexpected response: " + text(0, held));
    }
  }

  /// As [#exchange], and returns the head of the response.
  public String exchangeForHead(byte[] request) throws IOException {
    exchange(request);
    return text(0, indexOf(HEAD_END, buffer.length));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int fill(int held) throws IOException {
    if (held == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, held, buffer.length - held);
    if (count < 0) {
      throw new IOException("The server closed the connection within a response");
    }
    return count;
  }

  /// Reads chunks (RFC 9112, section 7.1) to the last one; there are no trailers.
  ///
  /// @param begin of the first chunk
  /// @return the number of bytes in the buffer
  private int readChunks(int begin, int alreadyHeld) throws IOException {
    int held = alreadyHeld;
    int at = begin;
    while (true) {
      int size = 0;
      int index = at;
      for (; ; index++) {
        while (held <= index) {
          held += fill(held);
        }
        if (buffer[index] == '\n') {
          break;
        }
        int digit = Character.digit(buffer[index], 16);
        size = digit < 0 ? size : size * 16 + digit;
      }
      int next = index + 1 + size + 2;
      while (held < next) {
        held += fill(held);
      }
      if (size == 0) {
        return held;
      }
      at = next;
    }
  }

  private int contentLength(int headEnd) throws IOException {
    int at = indexOf(LENGTH, headEnd);
    if (at < 0) {
      throw new IOException("No Content-Length: " + text(0, headEnd));
    }
    int length = 0;
    for (int i = at + LENGTH.length; i < headEnd && buffer[i] != '\r'; i++) {
      if (buffer[i] != ' ') {
        length = length * 10 + (buffer[i] - '0');
      }
    }
    return length;
  }

  /// The index of a lower-case text, ignoring the case in the buffer.
  private int indexOf(byte[] expected, int end) {
    for (int at = 0; at + expected.length <= end; at++) {
      int same = 0;
      while (same < expected.length && isSame(buffer[at + same], expected[same])) {
        same++;
      }
      if (same == expected.length) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isSame(byte found, byte expected) {
    return found == expected || (found >= 'A' && found <= 'Z' && found + 32 == expected);
  }

  private String text(int begin, int end) {
    return new String(buffer, begin, end - begin, StandardCharsets.UTF_8).strip();
  }
}
