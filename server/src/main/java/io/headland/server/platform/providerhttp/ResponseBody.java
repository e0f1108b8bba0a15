package io.headland.server.platform.providerhttp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// The bytes of an answer. Prints its size only, since a body may hold tokens.
public final class ResponseBody {
  private final byte[] bytes;

  public ResponseBody(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }

  /// The bytes as UTF-8 text.
  String text() {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  public int size() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "[" + bytes.length + " bytes]";
  }
}
