package io.headland.server.platform.providerhttp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.ref.Cleaner;

/// The bytes of a response. Its string form contains only the size, since a body may contain
/// tokens.
public final class ResponseBody {
  /// Releases the memory of unused bodies.
  private static final Cleaner CLEANER = Cleaner.create();

  private final byte[] bytes;
  private final Cleaner.Cleanable memory;

  public ResponseBody(byte[] bytes) {
    this.bytes = bytes.clone();
    this.memory = () -> {};
  }

  private ResponseBody(byte[] bytes, ProviderMemory.Grant reserved) {
    this.bytes = bytes;
    this.memory = reserved.isEmpty() ? () -> {} : CLEANER.register(this, reserved::release);
  }

  /// A body whose memory is reserved until it has been read.
  ///
  /// @param bytes become the content of the body, and must not be changed
  static ResponseBody reserved(byte[] bytes, ProviderMemory.Grant memory) {
    return new ResponseBody(bytes, memory);
  }

  public InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }

  /// Releases the memory of a body that has been read or is not required.
  public void release() {
    memory.clean();
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
