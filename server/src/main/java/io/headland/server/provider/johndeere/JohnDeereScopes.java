package io.headland.server.provider.johndeere;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// John Deere's scopes as permissions of Leaf's API.
///
/// `ag1` reads growers, farms, fields and boundaries; `ag2` also operations on them; `ag3` also
/// writes. Prescriptions are files, which are read and sent with `files`. `eq1` and `eq2` permit
/// machines and implements. The others (`org1`, `org2`, `work1`, `finance1`, those of OpenID) have
/// no equivalent.
final class JohnDeereScopes {
  private static final List<String> ORDER =
      List.of(
          "FIELDS:READ",
          "FIELDS:WRITE",
          "OPERATIONS:READ",
          "PRESCRIPTION:READ",
          "PRESCRIPTION:WRITE",
          "ASSETS:READ");

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "ag1", List.of("FIELDS:READ"),
          "ag2", List.of("FIELDS:READ", "OPERATIONS:READ"),
          "ag3", List.of("FIELDS:READ", "OPERATIONS:READ", "FIELDS:WRITE"),
          "files", List.of("PRESCRIPTION:READ", "PRESCRIPTION:WRITE"),
          "eq1", List.of("ASSETS:READ"),
          "eq2", List.of("ASSETS:READ"));

  private JohnDeereScopes() {}

  static List<String> toLeaf(List<String> providerScopes) {
    Set<String> words = new LinkedHashSet<>();
    providerScopes.forEach(scope -> words.addAll(WORDS.getOrDefault(scope, List.of())));
    return ORDER.stream().filter(words::contains).toList();
  }
}
