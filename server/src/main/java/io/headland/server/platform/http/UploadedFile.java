package io.headland.server.platform.http;

/// A file in a request of the form `multipart/form-data`.
public final class UploadedFile {
  private final String name;
  private final byte[] bytes;

  UploadedFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /// The name given by the client, without folders; used only for display.
  public String name() {
    return name;
  }

  public byte[] bytes() {
    return bytes;
  }
}
