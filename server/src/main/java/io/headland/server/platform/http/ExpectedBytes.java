package io.headland.server.platform.http;

import java.util.Optional;

/// Bytes of a file that a route expects in a body.
///
/// @param position of the first byte in the file
/// @param most number of bytes; these are all bytes up to the end of the file
/// @param checksum of the whole body; with it the bytes are passed on in one piece, after they were
///   verified
public record ExpectedBytes(
    ExpectedFile file, long position, long most, Optional<BodyChecksum> checksum) {
  /// The size of a piece. What is lost when the server is killed is less than that.
  static final long PIECE = 8L * 1024 * 1024;

  /// The largest size of a piece.
  long pieceBytes() {
    return checksum.isPresent() ? most : Math.min(PIECE, most);
  }
}
