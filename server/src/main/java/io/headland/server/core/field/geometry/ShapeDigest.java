package io.headland.server.core.field.geometry;

import io.headland.server.platform.crypto.Digests;
import io.headland.server.provider.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// SHA-256 over a shape, number by number and without a copy. Each list is preceded by its length,
/// so that two different shapes do not have the same bytes.
final class ShapeDigest {
  private static final int LENGTH = 16;

  /// To be changed when the algorithm for several rings changes, so that stored boundaries are
  /// computed again.
  private static final int READING_OF_RINGS = -2;

  private final MessageDigest sha256 = Digests.sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(8192);

  ShapeDigest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    flush();
    sha256.update(bytes);
    return this;
  }

  ShapeDigest add(Shape shape) {
    if (shape.polygons().stream().mapToInt(polygon -> polygon.rings().size()).sum() > 1) {
      add(READING_OF_RINGS);
    }
    add(shape.polygons().size());
    for (Shape.Polygon polygon : shape.polygons()) {
      add(polygon.rings().size());
      for (Shape.Ring ring : polygon.rings()) {
        add(
            switch (ring.type()) {
              case INTERIOR -> 0;
              case EXTERIOR -> 1;
              case UNSTATED -> 2;
            });
        add(ring.positions().size());
        for (Shape.Position position : ring.positions()) {
          add(position.longitude());
          add(position.latitude());
        }
      }
    }
    return this;
  }

  ShapeDigest add(double number) {
    withSpace(Double.BYTES).putLong(Double.doubleToLongBits(number));
    return this;
  }

  byte[] sixteenBytes() {
    flush();
    return Arrays.copyOf(sha256.digest(), LENGTH);
  }

  private void add(int count) {
    withSpace(Integer.BYTES).putInt(count);
  }

  private ByteBuffer withSpace(int bytes) {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    sha256.update(buffer.flip());
    buffer.clear();
  }
}
