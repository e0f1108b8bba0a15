package io.headland.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A response. Bodies are shared between responses and must not be modified.
public final class Response {
  /// One header line.
  record Header(String name, String value) {}

  /// How much of the body is sent.
  enum BodyDelivery {
    WHOLE,
    /// The connection is closed after half of the announced bytes.
    CUT
  }

  /// Writes a body that is too long for memory. It may be called more than once.
  public interface BodyWriter {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final byte[] EMPTY = new byte[0];

  private final int status;
  private final List<Header> headers;
  private final byte[] body;
  private final @Nullable BodyWriter writer;
  private final BodyDelivery delivery;

  private Response(int status, List<Header> headers, byte[] body, BodyDelivery delivery) {
    this(status, headers, body, null, delivery);
  }

  private Response(
      int status,
      List<Header> headers,
      byte[] body,
      @Nullable BodyWriter writer,
      BodyDelivery delivery) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
    this.writer = writer;
    this.delivery = delivery;
  }

  /// A response whose body is written while it is sent.
  public static Response streamed(int status, String contentType, BodyWriter writer) {
    return new Response(
        status,
        List.of(new Header("Content-Type", contentType)),
        EMPTY,
        writer,
        BodyDelivery.WHOLE);
  }

  public static Response empty(int status) {
    return new Response(status, List.of(), EMPTY, BodyDelivery.WHOLE);
  }

  public static Response of(int status, String contentType, byte[] body) {
    return new Response(
        status, List.of(new Header("Content-Type", contentType)), body, BodyDelivery.WHOLE);
  }

  public static Response text(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Response html(int status, String page) {
    return text(status, "text/html;charset=UTF-8", page);
  }

  /// Redirects a browser with a GET.
  public static Response seeOther(String location) {
    return empty(303).with("Location", location);
  }

  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body, writer, delivery);
  }

  /// The same response with another streamed body.
  public Response withWriter(BodyWriter other) {
    return new Response(status, headers, EMPTY, other, delivery);
  }

  public Response withBody(byte[] other) {
    return new Response(status, headers, other, delivery);
  }

  public Response cut() {
    return new Response(status, headers, body, writer, BodyDelivery.CUT);
  }

  public int status() {
    return status;
  }

  public List<Header> headers() {
    return headers;
  }

  public Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /// The complete body; a streamed one is collected in memory.
  public byte[] body() {
    if (writer == null) {
      return body;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Present for a streamed body.
  public Optional<BodyWriter> findWriter() {
    return Optional.ofNullable(writer);
  }

  public BodyDelivery delivery() {
    return delivery;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Response that
        && status == that.status
        && headers.equals(that.headers)
        && delivery == that.delivery
        && Objects.equals(writer, that.writer)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, headers, delivery, writer, Arrays.hashCode(body));
  }
}
