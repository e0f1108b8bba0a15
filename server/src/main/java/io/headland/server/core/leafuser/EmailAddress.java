package io.headland.server.core.leafuser;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The rule for e-mail addresses: the Mailbox of RFC 5321, section 4.1.2, with the characters that
/// RFC 6531 adds for internationalized addresses. A domain of one label is allowed.
public final class EmailAddress {
  /// RFC 5321, section 4.5.3.1, limits the path `<address>` to 256 octets.
  private static final int LONGEST = 254;

  private static final int LONGEST_LOCAL_PART = 64;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{a0}-\\x{10ffff}-]+";
  private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
  private static final Pattern QUOTED_STRING =
      Pattern.compile("\"(?:[ !#-\\[\\]-~\\x{a0}-\\x{10ffff}]|\\\\[ -~])*\"");
  private static final Pattern ADDRESS_LITERAL = Pattern.compile("\\[[A-Za-z0-9:.-]+]");
  private static final Pattern LABELS =
      Pattern.compile(
          "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private EmailAddress() {}

  public static boolean isValid(String address) {
    int at = address.lastIndexOf('@');
    return at > 0
        && octets(address) <= LONGEST
        && isLocalPart(address.substring(0, at))
        && isDomain(address.substring(at + 1));
  }

  private static boolean isLocalPart(String text) {
    return octets(text) <= LONGEST_LOCAL_PART
        && (DOT_STRING.matcher(text).matches() || QUOTED_STRING.matcher(text).matches());
  }

  private static boolean isDomain(String text) {
    return ADDRESS_LITERAL.matcher(text).matches() || isDomainName(text);
  }

  private static boolean isDomainName(String text) {
    try {
      return LABELS.matcher(IDN.toASCII(text, IDN.ALLOW_UNASSIGNED)).matches();
    } catch (IllegalArgumentException _) {
      // A label that is too long, or characters that are not valid in a domain.
      return false;
    }
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
