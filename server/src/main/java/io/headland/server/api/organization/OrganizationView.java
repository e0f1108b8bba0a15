package io.headland.server.api.organization;

import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.json.Added;
import org.jspecify.annotations.Nullable;

/// A provider organization in a response: Leaf's four keys, then additional ones.
public record OrganizationView(
    String providerOrgId,
    String providerOrgName,
    OrganizationStatus status,
    @Nullable String managementUri,
    @Added @Nullable BlockedReason blockedReason,
    @Added @Nullable String actionUri) {

  public static OrganizationView of(ProviderOrganization organization) {
    return new OrganizationView(
        organization.providerOrgId(),
        organization.name(),
        organization.status(),
        unlessBlank(organization.managementUri()),
        organization.blockedReason(),
        unlessBlank(organization.actionUri()));
  }

  private static @Nullable String unlessBlank(String text) {
    return text.isBlank() ? null : text;
  }
}
