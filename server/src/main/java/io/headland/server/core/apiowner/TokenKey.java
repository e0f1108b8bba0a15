package io.headland.server.core.apiowner;

import javax.crypto.SecretKey;

/// A key that signs tokens: HMAC with SHA-512.
record TokenKey(String id, SecretKey secret) {
  @Override
  public String toString() {
    return "TokenKey[" + id + "]";
  }
}
