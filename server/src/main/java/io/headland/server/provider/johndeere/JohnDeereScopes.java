package io.headland.server.provider.johndeere;

import io.headland.server.provider.AdditionalReads;
import io.headland.server.provider.AssetKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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

  /// Permits reading growers, farms, fields, boundaries and operators. The list of organizations
  /// requires no scope.
  static final String FIELD_DATA = "ag1";

  private static final String OPERATIONS = "ag2";
  private static final String EQUIPMENT = "eq1";

  /// The scopes that include another one.
  private static final Map<String, Set<String>> INCLUDED_IN =
      Map.of(FIELD_DATA, Set.of("ag2", "ag3"), OPERATIONS, Set.of("ag3"), EQUIPMENT, Set.of("eq2"));

  private JohnDeereScopes() {}

  /// The scopes that reading field data and `reads` requires, and that `granted` neither contains
  /// nor includes.
  static List<String> missing(AdditionalReads reads, List<String> granted) {
    Set<String> required = new LinkedHashSet<>();
    required.add(FIELD_DATA);
    if (reads.operations()) {
      required.add(OPERATIONS);
    }
    if (reads.assets().contains(AssetKind.MACHINE)
        || reads.assets().contains(AssetKind.IMPLEMENT)) {
      required.add(EQUIPMENT);
    }
    return required.stream().filter(Predicate.not(scope -> includes(granted, scope))).toList();
  }

  private static boolean includes(List<String> granted, String scope) {
    return granted.contains(scope)
        || INCLUDED_IN.getOrDefault(scope, Set.of()).stream().anyMatch(granted::contains);
  }

  static List<String> toLeaf(List<String> providerScopes) {
    Set<String> words = new LinkedHashSet<>();
    providerScopes.forEach(scope -> words.addAll(WORDS.getOrDefault(scope, List.of())));
    return ORDER.stream().filter(words::contains).toList();
  }
}
