package io.headland.server.platform.safehttp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address that may be called according to its text. The resolved addresses are checked at each
/// call.
public record EndpointUrl(URI uri) {
  private static final int LONGEST = 2_048;
  private static final Pattern NUMBERS = Pattern.compile("(0[xX][0-9a-fA-F]+|\\d+)(\\..*)?");
  private static final Pattern IPV4 =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");

  /// Parses an address; empty when it cannot be called. User names and passwords, fragments, and
  /// notations of IPv4 addresses other than `203.0.113.7`, which programs interpret differently,
  /// are rejected as well.
  public static Optional<EndpointUrl> parse(String text) {
    if (text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      return isCallable(uri) ? Optional.of(new EndpointUrl(uri)) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  public boolean isEncrypted() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /// The name or address, without the brackets of IPv6.
  public String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isCallable(URI uri) {
    boolean web =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    return web
        && uri.getHost() != null
        && isClear(uri.getHost())
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && uri.getPort() != 0
        && uri.getPort() <= 65_535;
  }

  private static boolean isClear(String host) {
    boolean readDifferently = NUMBERS.matcher(host).matches() && !IPV4.matcher(host).matches();
    boolean ofOneInterface = host.contains("%");
    boolean named = host.startsWith("[") || NUMBERS.matcher(host).matches() || host.length() <= 253;
    return named && !ofOneInterface && !(readDifferently && isNumeric(host));
  }

  /// `4chan.example` begins with a digit and is a name, because its last label does not.
  private static boolean isNumeric(String host) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return last.isEmpty() || Character.isDigit(last.charAt(0));
  }
}
