package io.headland.server.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// Unpacks a body as `Content-Encoding` says, up to a size: a small packed body can be a huge one.
final class ContentDecoding {
  private ContentDecoding() {}

  static byte[] decode(byte[] packed, AnswerHeaders headers, int limit) throws IOException {
    String encoding = headers.findFirst("Content-Encoding").orElse("identity");
    if (packed.length == 0 || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
      return packed;
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw new IOException("Content-Encoding was not asked for");
    }
    try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] body = unpacking.readNBytes(limit);
      if (unpacking.read() >= 0) {
        throw new IOException("unpacked body exceeds the limit");
      }
      return body;
    }
  }
}
