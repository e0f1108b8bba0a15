package io.headland.simulator.johndeere.operations;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/// The identity of an operation. Its id looks random and contains the identity, so that ids need
/// not be stored.
///
/// @param organization the id of the organization
/// @param field the slot of the field in its organization
/// @param number the number of the operation in its field, 0 to 255
public record OperationKey(long organization, int field, int number) {
  private static final long LOW = (1L << 62) - 1;
  private static final long FACTOR = 0x1E3779B97F4A7C15L;
  private static final long INVERSE = inverse(FACTOR);
  private static final int NUMBER_BITS = 8;
  private static final int FIELD_BITS = 32;
  private static final long CHECK = (1L << 22) - 1;
  private static final long ORGANIZATION = (1L << 60) - 1;

  /// As recorded in 2026.
  public String uuid() {
    long low = low();
    long high = organization ^ (mix(low) & ORGANIZATION);
    return new UUID(((high >>> 12) << 16) | 0x4000L | (high & 0xFFFL), low | 0x8000000000000000L)
        .toString();
  }

  /// Base64 of `<organization>_<24 hexadecimal digits>`, as in the samples of 2019.
  public String base64() {
    long low = low();
    String text = "%d_%016x%08x".formatted(organization, low, tail(low));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The key in an id of either form.
  public static Optional<OperationKey> parse(String id) {
    try {
      return id.length() == 36 ? parseUuid(UUID.fromString(id)) : parseBase64(id);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<OperationKey> parseUuid(UUID id) {
    long low = id.getLeastSignificantBits() & LOW;
    long bits = id.getMostSignificantBits();
    long high = ((bits >>> 16) << 12) | (bits & 0xFFFL);
    return of(high ^ (mix(low) & ORGANIZATION), low)
        .filter(key -> key.uuid().equals(id.toString()));
  }

  private static Optional<OperationKey> parseBase64(String id) {
    String text = new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
    if (!text.matches("\\d{1,18}_[0-9a-f]{24}")) {
      return Optional.empty();
    }
    int bar = text.indexOf('_');
    long low = Long.parseUnsignedLong(text.substring(bar + 1, bar + 17), 16);
    return of(Long.parseLong(text.substring(0, bar)), low).filter(key -> key.base64().equals(id));
  }

  private static Optional<OperationKey> of(long organization, long low) {
    long plain = (low * INVERSE) & LOW;
    int number = (int) (plain & ((1 << NUMBER_BITS) - 1));
    int field = (int) (plain >>> NUMBER_BITS);
    return Optional.of(new OperationKey(organization, field, number));
  }

  private long low() {
    long fields = ((field & 0xFFFFFFFFL) << NUMBER_BITS) | number;
    long check = mix(organization * 31 + fields) & CHECK;
    return (((check << (FIELD_BITS + NUMBER_BITS)) | fields) * FACTOR) & LOW;
  }

  /// A number that differs for each operation.
  long seed() {
    return mix(low() ^ organization);
  }

  private static long tail(long low) {
    return mix(low) & 0xFFFFFFFFL;
  }

  private static long mix(long value) {
    return new SplittableRandom(value).nextLong();
  }

  /// The multiplicative inverse of an odd number, by Newton's method.
  private static long inverse(long odd) {
    long guess = odd;
    for (int i = 0; i < 6; i++) {
      guess *= 2 - odd * guess;
    }
    return guess;
  }
}
