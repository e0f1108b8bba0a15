package io.headland.server.platform.providerhttp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Unpacks a body as `Content-Encoding` says, though no more than one byte beyond the limit: a
/// small packed body can be a huge one.
final class ContentDecoding {
  private ContentDecoding() {}

  static byte[] decode(byte[] packed, ResponseHeaders headers, int limit) throws IOException {
    String encoding = headers.findFirst("Content-Encoding").orElse("identity");
    if (packed.length == 0 || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
      return packed;
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw new IOException("Content-Encoding was not asked for");
    }
    try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return unpacking.readNBytes(limit + 1);
    }
  }
}
