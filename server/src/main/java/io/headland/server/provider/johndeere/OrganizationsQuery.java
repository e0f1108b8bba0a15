package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.stream.Stream;

/// The parameters of List Orgs. Blank filters are omitted.
///
/// @param userName only organizations of which this person is a member
/// @param orgId only this organization
/// @param orgName only organizations with this text in their name
record OrganizationsQuery(String userName, String orgId, String orgName) {
  static final OrganizationsQuery ALL = new OrganizationsQuery("", "", "");

  /// The path below the platform path, with its query.
  String toPath() {
    String query =
        Stream.of(
                parameter("userName", userName),
                parameter("orgId", orgId),
                parameter("orgName", orgName))
            .flatMap(Optional::stream)
            .collect(joining("&"));
    return query.isEmpty() ? "/organizations" : "/organizations?" + query;
  }

  private static Optional<String> parameter(String name, String value) {
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(name + "=" + URLEncoder.encode(value, UTF_8));
  }
}
