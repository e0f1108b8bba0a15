package io.headland.server.connect;

import io.headland.server.http.BodyReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the pages behind a link look, and what they offer.
///
/// @param backgroundColor `#` and three or six hexadecimal digits
/// @param headerImage https or http address of an image
/// @param companyLogo https or http address of an image
record MagicLinkSettings(
    String backgroundColor,
    @Nullable String headerImage,
    @Nullable String companyLogo,
    @Nullable String companyName,
    boolean showLeafUserName,
    boolean disconnectEnabled) {
  static final String USUAL_BACKGROUND = "#F5F5F5";

  private static final Pattern COLOR = Pattern.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

  /// The second spelling stands in some of Leaf's samples.
  private static final List<String> DISCONNECT_KEYS =
      List.of("disconnectEnabled", "disconnectedEnabled");

  private static final Set<String> SCHEMES = Set.of("https", "http");
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int LONGEST_NAME = 120;

  /// What stands in a body, and what is usual for the rest.
  static MagicLinkSettings of(BodyReader body) {
    String color = body.text("backgroundColor").filter(text -> !text.isBlank()).orElse("");
    if (!color.isEmpty() && !COLOR.matcher(color).matches()) {
      body.fail("backgroundColor", "HexColor");
    }
    String name = body.text("companyName").map(String::strip).orElse("");
    if (name.length() > LONGEST_NAME) {
      body.fail("companyName", "Size");
    }
    return new MagicLinkSettings(
        color.isEmpty() ? USUAL_BACKGROUND : color,
        image(body, "headerImage"),
        image(body, "companyLogo"),
        name.isEmpty() ? null : name,
        body.flag("showLeafUserName"),
        body.flag(body.given(DISCONNECT_KEYS)));
  }

  private static @Nullable String image(BodyReader body, String field) {
    String text = body.text(field).map(String::strip).orElse("");
    if (text.isEmpty()) {
      return null;
    }
    if (origin(text).isEmpty()) {
      body.fail(field, "Url");
    }
    return text;
  }

  /// Whether an address of an image is https.
  static boolean isSecure(String address) {
    return origin(address).filter(origin -> origin.startsWith("https:")).isPresent();
  }

  /// The origin of an image, as a Content-Security-Policy names it; empty for what is no https or
  /// http address.
  static Optional<String> origin(String address) {
    try {
      URI uri = new URI(address);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean image =
          address.length() <= LONGEST_ADDRESS
              && SCHEMES.contains(scheme)
              && uri.getHost() != null
              && uri.getUserInfo() == null;
      return image
          ? Optional.of(
              scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
