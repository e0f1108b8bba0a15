package io.headland.server.leafuser;

import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A place in a sorted list of Leaf users, as a `Link` carries it: readable by us, opaque to
/// clients.
record LeafUserPlace(long ordinal, String key) {

  String encoded() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((ordinal + ":" + key).getBytes(StandardCharsets.UTF_8));
  }

  static LeafUserPlace decode(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(":", 2);
      if (parts.length == 2 && parts[1].indexOf('\0') < 0) {
        return new LeafUserPlace(Long.parseLong(parts[0]), parts[1]);
      }
    } catch (IllegalArgumentException _) {
      // Neither Base64 nor a number: told below.
    }
    throw new ProblemException(
        Problem.of(
            400, "The query parameters after and before are to be taken from a Link header."));
  }
}
