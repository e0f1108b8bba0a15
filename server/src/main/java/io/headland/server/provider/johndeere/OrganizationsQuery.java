package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.stream.Stream;

/// What List Orgs can be asked for. Blank filters are left out.
///
/// @param userName only organizations that this person is a member of
/// @param orgId only this organization
/// @param orgName only organizations with this text in their name
/// @param signature what to say about the signature
record OrganizationsQuery(
    String userName, String orgId, String orgName, OrganizationsQuery.Signature signature) {

  /// The request header `x-deere-signature`. With it, also when blank, Deere answers the whole set
  /// unpaged and tells the signature; without it, page by page.
  sealed interface Signature {
    record Unsaid() implements Signature {}

    record Unknown() implements Signature {}

    record Known(String value) implements Signature {}
  }

  static OrganizationsQuery all(Signature signature) {
    return new OrganizationsQuery("", "", "", signature);
  }

  /// The query with its question mark; blank without filters.
  String toQueryString() {
    String query =
        Stream.of(
                parameter("userName", userName),
                parameter("orgId", orgId),
                parameter("orgName", orgName))
            .flatMap(Optional::stream)
            .collect(joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private static Optional<String> parameter(String name, String value) {
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(name + "=" + URLEncoder.encode(value, UTF_8));
  }
}
