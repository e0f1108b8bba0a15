package io.headland.simulator.fielddata;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/// Writes tokens of three segments. Some clients decode the second segment with the URL-safe
/// alphabet, others with the standard one, so it must be the same in both: ASCII without the
/// characters that would give the 62nd or 63rd digit, and a length that requires no padding.
public final class Jwt {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = part("{\"kid\":\"headland-simulator\",\"alg\":\"RS256\"}");

  private Jwt() {}

  public static String write(ObjectNode claims) {
    String payload = part(claims.toString());
    String signature =
        BASE64.encodeToString(
            IdGenerator.sha256((HEADER + '.' + payload).getBytes(StandardCharsets.US_ASCII)));
    return HEADER + '.' + payload + '.' + signature;
  }

  private static String part(String json) {
    StringBuilder ascii = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f && c != '>' && c != '?' && c != '~') {
        ascii.append(c);
      } else {
        ascii.append(String.format("\\u%04x", (int) c));
      }
    }
    while (ascii.length() % 3 != 0) {
      ascii.append(' ');
    }
    return BASE64.encodeToString(ascii.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
