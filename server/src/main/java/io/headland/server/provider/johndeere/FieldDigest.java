package io.headland.server.provider.johndeere;

import io.headland.server.platform.crypto.Digests;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A digest of a set of fields, independent of their order: their number, and the sum of a hash of
/// each one's id and time of change. It can be accumulated over pages.
///
/// @param dated false if a field has no time of change, which makes the digest unusable
record FieldDigest(int count, long sum, boolean dated) {
  static final FieldDigest NONE = new FieldDigest(0, 0, true);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-([0-9a-f]{16})(-undated)?");

  FieldDigest plus(String id, String lastModifiedTime) {
    return new FieldDigest(
        count + 1, sum + hash(id + "\n" + lastModifiedTime), dated && !lastModifiedTime.isBlank());
  }

  static Optional<FieldDigest> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new FieldDigest(
                Integer.parseInt(parts.group(1)),
                HexFormat.fromHexDigitsToLong(parts.group(2)),
                parts.group(3) == null))
        : Optional.empty();
  }

  String toText() {
    return count + "-" + HexFormat.of().toHexDigits(sum) + (dated ? "" : "-undated");
  }

  private static long hash(String text) {
    return ByteBuffer.wrap(Digests.sha256(text)).getLong();
  }
}
