package io.headland.server.http;

import java.util.Map;
import java.util.Optional;

/// What belongs to one API owner, as requests name it.
///
/// @param email and name of the Leaf user
public record Belongings(
    String leafUserId,
    String email,
    String name,
    String externalId,
    String credentialId,
    String providerOrgId,
    String syncRunId) {
  /// Ids that stand in the examples of the contract.
  private static final String EXAMPLE_LEAF_USER = "f2a0b4d1-e567-4a8c-9e1f-0c3d5a7b9e2f";

  private static final String EXAMPLE_CREDENTIAL = "a1b2c3d4-5678-4abc-9ef0-1234567890ab";

  /// Names that nothing has.
  public static Belongings ofNobody() {
    return new Belongings(
        "01a00000-0000-7000-8000-000000000001",
        "nobody@example.com",
        "Nobody at All",
        "grower-of-nobody",
        "01a00000-0000-7000-8000-000000000002",
        "999999999999",
        "01a00000-0000-7000-8000-000000000003");
  }

  /// Values for the parameters of paths.
  Map<String, String> inPaths() {
    return Map.of(
        "leafUserId",
        leafUserId,
        // A kind that one example of a body suits.
        "credentialKind",
        "raven-credentials",
        "provider",
        "JohnDeere",
        "providerOrgId",
        providerOrgId,
        "status",
        "PREVIEW",
        "syncRunId",
        syncRunId);
  }

  /// Values for the parameters of queries; empty for those that are best left out.
  Map<String, Optional<String>> inQueries() {
    return Map.ofEntries(
        Map.entry("leafUserId", Optional.of(leafUserId)),
        Map.entry("email", Optional.of(email)),
        Map.entry("name", Optional.of(name)),
        Map.entry("externalId", Optional.of(externalId)),
        Map.entry("provider", Optional.of("JohnDeere")),
        Map.entry("page", Optional.empty()),
        Map.entry("size", Optional.of("100")),
        Map.entry("sort", Optional.empty()),
        Map.entry("after", Optional.empty()),
        Map.entry("before", Optional.empty()),
        Map.entry("force", Optional.of("true")),
        Map.entry("effective", Optional.of("true")));
  }

  /// An example of a body with these ids in the place of its own.
  String in(String example) {
    return example.replace(EXAMPLE_LEAF_USER, leafUserId).replace(EXAMPLE_CREDENTIAL, credentialId);
  }

  /// A text with the ids taken out, so that two answers can be compared.
  String outOf(String text) {
    return text.replace(leafUserId, "{leafUserId}")
        .replace(credentialId, "{credentialId}")
        .replace(providerOrgId, "{providerOrgId}")
        .replace(syncRunId, "{syncRunId}");
  }
}
