package io.headland.server.platform.providerhttp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Decodes a body according to `Content-Encoding`, up to a size: a small compressed body may expand
/// to a very large one.
final class ContentDecoding {
  private static final int PART = 32 * 1024;

  private ContentDecoding() {}

  /// @throws BoundedBody.TooLargeException when it is larger than the limit
  static byte[] decode(
      byte[] packed, ResponseHeaders headers, int limit, ProviderMemory.Grant memory)
      throws IOException {
    String encoding = headers.findFirst("Content-Encoding").orElse("identity");
    if (packed.length == 0 || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
      return packed;
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw new IOException("Content-Encoding was not requested");
    }
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      for (int read = unpacking.read(part); read >= 0; read = unpacking.read(part)) {
        if (read > limit - unpacked.size()) {
          throw new BoundedBody.TooLargeException();
        }
        memory.body(unpacked.size() + read);
        unpacked.write(part, 0, read);
      }
    }
    return unpacked.toByteArray();
  }
}
