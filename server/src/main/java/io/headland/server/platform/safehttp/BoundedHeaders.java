package io.headland.server.platform.safehttp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;

/// Limits the bytes of a header section. The HTTP client limits the length of a line and the number
/// of lines, which together allow for megabytes.
final class BoundedHeaders implements HttpMessageParserFactory<ClassicHttpResponse> {
  /// Twice the default of common servers and proxies.
  static final int MAX_BYTES = 16 * 1024;

  private final Http1Config limits;

  /// @param limits of lines
  BoundedHeaders(Http1Config limits) {
    this.limits = limits;
  }

  @Override
  public HttpMessageParser<ClassicHttpResponse> create() {
    HttpMessageParser<ClassicHttpResponse> parser =
        new DefaultHttpResponseParserFactory(limits).create();
    return (buffer, in) -> parser.parse(buffer, new Limited(in));
  }

  /// What the interface had before, and still declares.
  @Override
  @SuppressWarnings("deprecation")
  public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
    return create();
  }

  private static final class Limited extends FilterInputStream {
    private int left = MAX_BYTES;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      return read < 0 ? read : counted(1, read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      return counted(read, read);
    }

    private int counted(int bytes, int result) throws IOException {
      // Bytes that are read ahead belong to the body, so the limit is exceeded by the next read.
      if (left <= 0) {
        throw new IOException("The header section is too long");
      }
      left -= Math.max(0, bytes);
      return result;
    }
  }
}
