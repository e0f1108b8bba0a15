package io.headland.server.api.connect;

import io.headland.server.core.connect.MagicLink;
import io.headland.server.core.connect.MagicLinkSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The appearance of a page: the link's colours and images, and the name of the sender in texts.
///
/// @param background in CSS notation
/// @param textColor colour of texts on the background, with sufficient contrast
record PageTheme(
    String background,
    String textColor,
    @Nullable String headerImage,
    @Nullable String companyLogo,
    @Nullable String companyName) {
  /// Preferred to black if the contrast is sufficient.
  private static final String DARK = "#1c2420";

  private static final double READABLE = 4.5;

  /// For a page without a link.
  static final PageTheme PLAIN =
      new PageTheme(MagicLinkSettings.USUAL_BACKGROUND, DARK, null, null, null);

  static PageTheme of(MagicLink link) {
    MagicLinkSettings settings = link.settings();
    return new PageTheme(
        settings.backgroundColor(),
        textColor(settings.backgroundColor()),
        settings.headerImage(),
        settings.companyLogo(),
        settings.companyName());
  }

  /// The sender of the link in a sentence.
  String sender() {
    return companyName == null ? "the company that sent you this link" : companyName;
  }

  boolean hasBrand() {
    return companyLogo != null || companyName != null;
  }

  /// The permitted origins of images.
  String imageSources() {
    return Stream.of(Optional.ofNullable(headerImage), Optional.ofNullable(companyLogo))
        .flatMap(Optional::stream)
        .map(MagicLinkSettings::origin)
        .flatMap(Optional::stream)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /// Black or white has sufficient contrast with every colour.
  private static String textColor(String background) {
    return List.of(DARK, "#ffffff").stream()
        .filter(textColor -> contrast(textColor, background) >= READABLE)
        .findFirst()
        .orElse("#000000");
  }

  /// The contrast ratio of WCAG 2.
  static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String color) {
    String digits = color.substring(1).toLowerCase(Locale.ROOT);
    String six =
        digits.length() == 6
            ? digits
            : digits
                .chars()
                .mapToObj(digit -> Character.toString(digit).repeat(2))
                .collect(Collectors.joining());
    int rgb = Integer.parseInt(six, 16);
    return 0.2126 * linear(rgb >> 16 & 0xff)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int part) {
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
