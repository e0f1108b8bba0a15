package io.headland.server.platform.http;

import java.security.MessageDigest;

/// The checksum that a client states for one body.
public final class BodyChecksum {
  private final MessageDigest digest;
  private final byte[] expected;

  /// @param digest without bytes; not used otherwise
  public BodyChecksum(MessageDigest digest, byte[] expected) {
    this.digest = digest;
    this.expected = expected.clone();
  }

  void update(byte[] bytes, int length) {
    digest.update(bytes, 0, length);
  }

  /// Called once, when the body is complete.
  ///
  /// @throws ProblemException 460 when its bytes are not those that the client meant
  void verify() {
    if (!MessageDigest.isEqual(digest.digest(), expected)) {
      throw new ProblemException(
          Problem.of(460, "The bytes of the request body do not have the given checksum."));
    }
  }
}
