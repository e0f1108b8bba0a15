package io.headland.simulator.fielddata;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Generates ids and tokens that look random and are the same for the same seed and order of calls.
public final class IdGenerator {
  private final String seed;
  private final AtomicLong count = new AtomicLong();

  public IdGenerator(long seed) {
    this.seed = Long.toString(seed);
  }

  /// The next value of a kind: hexadecimal, at most 64 characters.
  public String next(String kind, int length) {
    return digest(seed + '|' + kind + '|' + count.incrementAndGet()).substring(0, length);
  }

  public UUID nextUuid(String kind) {
    return uuid(seed + '|' + kind + '|' + count.incrementAndGet());
  }

  /// The UUID that always represents a name.
  public static UUID uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /// SHA-256 in hexadecimal.
  public static String digest(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required of every Java platform", e);
    }
  }
}
