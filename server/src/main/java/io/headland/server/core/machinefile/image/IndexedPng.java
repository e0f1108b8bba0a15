package io.headland.server.core.machinefile.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// Writes PNG files with one byte for each pixel. Only this class loads AWT.
final class IndexedPng {
  private static final int BITS = 8;

  private IndexedPng() {}

  /// The index of the color of a value.
  @FunctionalInterface
  interface ColorOfValue {
    int index(float value);
  }

  /// Writes a raster; pixels without a point are transparent.
  ///
  /// @param colors red, green and blue in the lower three bytes, at most 255
  static void write(PointRaster raster, int[] colors, ColorOfValue color, Path target)
      throws IOException {
    BufferedImage image =
        new BufferedImage(
            raster.width(), raster.height(), BufferedImage.TYPE_BYTE_INDEXED, model(colors));
    WritableRaster pixels = image.getRaster();
    for (int row = 0; row < raster.height(); row++) {
      for (int column = 0; column < raster.width(); column++) {
        float value = raster.value(column, row);
        if (!Float.isNaN(value)) {
          int index = Math.clamp(color.index(value), 0, colors.length - 1);
          pixels.setSample(column, row, 0, index + 1);
        }
      }
    }
    if (!ImageIO.write(image, "png", target.toFile())) {
      throw new IOException("The runtime has no writer of PNG files");
    }
  }

  /// The colors after a transparent one.
  private static IndexColorModel model(int... colors) {
    int[] all = new int[colors.length + 1];
    for (int i = 0; i < colors.length; i++) {
      all[i + 1] = 0xFF000000 | colors[i];
    }
    return new IndexColorModel(BITS, all.length, all, 0, true, 0, DataBuffer.TYPE_BYTE);
  }
}
