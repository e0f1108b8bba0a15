package io.headland.server.core.machinefile.image;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Writes an SVG image with a title, the image of points, its legend, and a scale bar. It is SVG
/// because drawing texts into a PNG file needs fonts on the server.
public final class LegendImage {
  private static final int PICTURE = 900;
  private static final int MARGIN = 20;
  private static final int TITLE = 64;
  private static final int LEGEND = 250;
  private static final int LINE = 30;
  private static final int MIN_DIGITS = 4;
  private static final int MAX_DIGITS = 7;
  private static final double METRES_A_DEGREE = 111_195;

  private LegendImage() {}

  /// The image.
  ///
  /// @param title such as `Harvested, corn`
  /// @param quantity the name of the property with its unit
  /// @param image with the ranges in this unit
  /// @param png the image of points
  /// @param pixels its width and height
  public static String of(
      String title, String quantity, PointImage image, byte[] png, Pixels pixels) {
    double factor = (double) PICTURE / Math.max(pixels.width(), pixels.height());
    double width = pixels.width() * factor;
    double height = pixels.height() * factor;
    double right = MARGIN + width + MARGIN;
    double wholeWidth = right + LEGEND + MARGIN;
    int legendHeight = LINE * (image.ranges().size() + 3);
    double wholeHeight = TITLE + Math.max(height, legendHeight) + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" viewBox="0 0 %1$.0f %2$.0f" font-family="sans-serif" font-size="16">
        <rect x="0" y="0" width="%1$.0f" height="%3$d" fill="#FFFFFF"/>
        <text x="%4$d" y="26" font-size="20" font-weight="bold">%5$s</text>
        <text x="%4$d" y="50">%6$s</text>
        <image x="%4$d" y="%3$d" width="%7$.1f" height="%8$.1f" href="data:image/png;base64,%9$s"/>
        """,
            wholeWidth,
            wholeHeight,
            TITLE,
            MARGIN,
            escaped(title),
            escaped(quantity),
            width,
            height,
            Base64.getEncoder().encodeToString(png)));
    appendLegend(svg, right, legendHeight, image.ranges());
    appendScale(svg, right, TITLE + legendHeight - LINE, image.extent(), width);
    return svg.append("</svg>\n").toString();
  }

  /// The size of an image.
  public record Pixels(int width, int height) {}

  /// From the highest values at the top to the lowest.
  private static void appendLegend(
      StringBuilder svg, double x, int height, List<PointImage.Range> ranges) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.0f\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#FFFFFF\"/>\n",
            x,
            TITLE,
            LEGEND,
            height));
    int digits = digits(ranges);
    int y = TITLE + LINE / 2;
    for (PointImage.Range range : ranges.reversed()) {
      svg.append(
          String.format(
              Locale.ROOT,
              """
          <rect x="%.0f" y="%d" width="36" height="22" fill="%s" stroke="#333333"/>
          <text x="%.0f" y="%d">%s – %s</text>
          """,
              x + 10,
              y,
              range.colorCode(),
              x + 58,
              y + 17,
              number(range.min(), digits),
              number(range.max(), digits)));
      y += LINE;
    }
  }

  /// A bar of 1, 2 or 5 times a power of ten metres, at most half as wide as the legend.
  private static void appendScale(
      StringBuilder svg, double x, int y, PointImage.ImageExtent extent, double width) {
    double middle = Math.toRadians((extent.ymin() + extent.ymax()) / 2);
    double metres = (extent.xmax() - extent.xmin()) * METRES_A_DEGREE * Math.cos(middle);
    double limit = metres / width * LEGEND / 2;
    double power = Math.pow(10, Math.floor(Math.log10(limit)));
    double length = power * (limit >= 5 * power ? 5 : limit >= 2 * power ? 2 : 1);
    svg.append(
        String.format(
            Locale.ROOT,
            """
        <path d="M%1$.1f %2$d v8 h%3$.1f v-8" fill="none" stroke="#000000" stroke-width="2"/>
        <text x="%4$.1f" y="%5$d">%6$s m</text>
        """,
            x + 10,
            y,
            length * width / metres,
            x + 20 + length * width / metres,
            y + 12,
            number(length, 1)));
  }

  /// So many that different limits are different numbers.
  private static int digits(List<PointImage.Range> ranges) {
    int digits = MIN_DIGITS;
    while (digits < MAX_DIGITS && !differ(ranges, digits)) {
      digits++;
    }
    return digits;
  }

  private static boolean differ(List<PointImage.Range> ranges, int digits) {
    return ranges.stream()
        .allMatch(
            range ->
                range.min() == range.max()
                    || !number(range.min(), digits).equals(number(range.max(), digits)));
  }

  private static String number(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    return rounded.toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
