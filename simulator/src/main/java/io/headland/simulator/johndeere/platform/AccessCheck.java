package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.Restriction;
import java.util.Optional;
import java.util.function.Function;

/// Grants or denies a call access to an organization.
final class AccessCheck {
  private final Errors errors;

  AccessCheck(Errors errors) {
    this.errors = errors;
  }

  /// The organization itself, connected or not.
  Response toOrganization(Call call, Function<Organization, Response> response) {
    Optional<Organization> found =
        call.world().findOrganization(call.variable("orgId")).filter(o -> !o.removed());
    if (found.isEmpty()) {
      return errors.notFound();
    }
    Organization organization = found.get();
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
        call,
        organization -> {
          if (!organization.isConnectedTo(call.clientKey())) {
            return errors.accessDenied();
          }
          if (!rel.isInScope(call.caller().scopes())) {
            return errors.missingScopes(call);
          }
          return rel.isOpen(organization, call.caller().scopes())
              ? response.apply(organization)
              : errors.accessDenied();
        });
  }
}
