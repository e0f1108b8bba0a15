package io.headland.server.core.connect;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The appearance and the functions of the pages of a link.
///
/// @param backgroundColor `#` and three or six hexadecimal digits
/// @param headerImage https or http address of an image
/// @param companyLogo https or http address of an image
public record MagicLinkSettings(
    String backgroundColor,
    @Nullable String headerImage,
    @Nullable String companyLogo,
    @Nullable String companyName,
    boolean showLeafUserName,
    boolean disconnectEnabled) {
  public static final String USUAL_BACKGROUND = "#F5F5F5";

  private static final Set<String> SCHEMES = Set.of("https", "http");
  private static final int LONGEST_ADDRESS = 2_048;

  /// Whether an address of an image is https.
  public static boolean isSecure(String address) {
    return origin(address).filter(origin -> origin.startsWith("https:")).isPresent();
  }

  /// The origin of an image, for a Content-Security-Policy; empty for an address that is neither
  /// https nor http.
  public static Optional<String> origin(String address) {
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
