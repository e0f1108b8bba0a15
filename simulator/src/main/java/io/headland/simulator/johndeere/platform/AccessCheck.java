package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.Restriction;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Grants or denies a call access to an organization.
final class AccessCheck {
  private final Errors errors;

  AccessCheck(Errors errors) {
    this.errors = errors;
  }

  /// The organization itself, connected or not.
  Response toOrganization(Call call, Function<Organization, Response> response) {
    return call.world()
        .findOrganization(call.variable("orgId"))
        .filter(o -> !o.removed())
        .map(organization -> toOrganization(call, organization, response))
        .orElseGet(errors::notFound);
  }

  private Response toOrganization(
      Call call, Organization organization, Function<Organization, Response> response) {
    if (call.userName().filter(organization::isVisibleTo).isEmpty()) {
      return errors.accessDenied();
    }
    Optional<Restriction> restriction = organization.findRestriction();
    return restriction.isPresent()
        ? errors.restricted(restriction.get())
        : response.apply(organization);
  }

  /// The records of the organization: connected, in scope, and not withheld.
  Response toRecords(Call call, OrganizationRels rel, Function<Organization, Response> response) {
    return toOrganization(
        call, organization -> toRecordsOfVisible(call, organization, rel, response));
  }

  /// Like [#toRecords], for an organization that the path does not name.
  Response toRecordsOf(
      Call call,
      Organization organization,
      OrganizationRels rel,
      Function<Organization, Response> response) {
    return toOrganization(
        call, organization, visible -> toRecordsOfVisible(call, visible, rel, response));
  }

  /// The records of the organization that no relation represents: connected, and in scope.
  Response toConnected(
      Call call, Predicate<Call> inScope, Function<Organization, Response> response) {
    return toOrganization(
        call,
        organization -> {
          if (!organization.isConnectedTo(call.clientKey())) {
            return errors.accessDenied();
          }
          return inScope.test(call) ? response.apply(organization) : errors.missingScopes(call);
        });
  }

  private Response toRecordsOfVisible(
      Call call,
      Organization organization,
      OrganizationRels rel,
      Function<Organization, Response> response) {
    if (!organization.isConnectedTo(call.clientKey())) {
      return errors.accessDenied();
    }
    if (!rel.isInScope(call.caller().scopes())) {
      return errors.missingScopes(call);
    }
    return rel.isOpen(organization, call.caller().scopes())
        ? response.apply(organization)
        : errors.accessDenied();
  }
}
