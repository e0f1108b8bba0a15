package io.headland.server.platform.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One element of the header `Forwarded` (RFC 7239), added by one proxy.
///
/// @param client of the parameter `for`, as received
/// @param scheme of the parameter `proto`
/// @param host of the parameter `host`
record ForwardedElement(Optional<String> client, Optional<String> scheme, Optional<String> host) {
  /// A parameter, or a separator of elements (a comma) or parameters (a semicolon).
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\",;=]*))|([,;]))\\s*");

  /// An IPv6 address in brackets or an IPv4 address, with or without a port; or only an address.
  private static final Pattern NODE =
      Pattern.compile(
          "\\[([0-9A-Fa-f:.]+)](?::\\d{1,5})?|(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?"
              + "|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

  /// The elements of all lines, in their order; everything to the left of a malformed character is
  /// discarded, so that a client cannot hide what a proxy appended.
  static List<ForwardedElement> parse(List<String> lines) {
    List<ForwardedElement> elements = new ArrayList<>();
    for (String line : lines) {
      Map<String, String> parameters = new HashMap<>();
      Matcher token = TOKEN.matcher(line);
      int end = 0;
      while (end < line.length() && token.find(end) && token.start() == end) {
        end = token.end();
        if (",".equals(token.group(4))) {
          elements.add(of(parameters));
          parameters.clear();
        } else if (token.group(1) != null) {
          String quoted = token.group(2);
          parameters.put(
              token.group(1).toLowerCase(Locale.ROOT),
              quoted == null ? token.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
      }
      if (end < line.length()) {
        // An element without a client stops the search for one.
        parameters.clear();
      }
      elements.add(of(parameters));
    }
    return elements;
  }

  private static ForwardedElement of(Map<String, String> parameters) {
    return new ForwardedElement(
        Optional.ofNullable(parameters.get("for")),
        Optional.ofNullable(parameters.get("proto")).map(text -> text.toLowerCase(Locale.ROOT)),
        Optional.ofNullable(parameters.get("host")));
  }

  /// The address of a node; empty for one that is unknown or obfuscated. Names are not resolved.
  static Optional<InetAddress> address(String node) {
    Matcher matcher = NODE.matcher(node);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String text =
        matcher.group(1) != null
            ? matcher.group(1)
            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
