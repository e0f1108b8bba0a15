package io.headland.server.api.connect;

import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.ProviderOrganization;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An organization on a page.
///
/// @param number distinguishes it from others with the same name
/// @param shared whether its switch is on
/// @param reason why it is unavailable, for the grower; blank when it is available
/// @param repair the label of the button for the repair; blank when the grower cannot repair it
record OrganizationRow(
    String id,
    String number,
    String name,
    boolean shared,
    String reason,
    String repair,
    String href) {
  private static final int LONGEST_NUMBER = 12;
  private static final Pattern NO_NAME = Pattern.compile("[\\s-]*");

  static OrganizationRow of(
      ProviderOrganization organization, OpenConnectSession connectSession, boolean shared) {
    BlockedReason blocked = organization.blockedReason();
    String provider = connectSession.consent().providerName();
    return new OrganizationRow(
        organization.providerOrgId(),
        number(organization.providerOrgId()),
        name(organization),
        shared,
        blocked == null
            ? ""
            : reason(blocked, provider, PageTheme.of(connectSession.link()).sender()),
        Optional.ofNullable(blocked).map(cause -> repair(cause, organization, provider)).orElse(""),
        connectSession.path()
            + "/connection-page?organization="
            + URLEncoder.encode(organization.providerOrgId(), StandardCharsets.UTF_8));
  }

  boolean isAvailable() {
    return reason.isEmpty();
  }

  /// Whether the name, or the complete id at the provider, contains a text; a blank text matches
  /// all.
  boolean matches(String query) {
    String text = query.strip().toLowerCase(Locale.ROOT);
    return name.toLowerCase(Locale.ROOT).contains(text)
        || id.toLowerCase(Locale.ROOT).contains(text);
  }

  /// Whether it has a name at the provider: some organizations have none, or dashes.
  static boolean isNamed(ProviderOrganization organization) {
    return !NO_NAME.matcher(organization.name()).matches();
  }

  /// Numbers are displayed in full; the beginning of a GUID is sufficient.
  private static String number(String id) {
    return id.length() <= LONGEST_NUMBER ? id : id.substring(0, LONGEST_NUMBER - 4) + "…";
  }

  private static String name(ProviderOrganization organization) {
    return isNamed(organization) ? organization.name() : "Organization without a name";
  }

  private static String reason(BlockedReason blocked, String provider, String sender) {
    return switch (blocked) {
      case NOT_CONNECTED -> "Not connected to " + sender + " at " + provider + ".";
      case SCOPE_MISSING ->
          sender
              + " has no permission to read it. An administrator can change that at "
              + provider
              + ".";
      case CUSTOMER_ACTION_REQUIRED ->
          provider + " requires an action from you first, for example accepting new terms.";
      case NOT_VISIBLE -> "It is no longer part of your account at " + provider + ".";
      case CREDENTIAL_REVOKED -> "Access to your account at " + provider + " was withdrawn.";
    };
  }

  private static String repair(
      BlockedReason blocked, ProviderOrganization organization, String provider) {
    return switch (blocked) {
      case NOT_CONNECTED -> "Connect at " + provider;
      case SCOPE_MISSING -> organization.managementUri().isBlank() ? "" : "Manage at " + provider;
      case CUSTOMER_ACTION_REQUIRED ->
          organization.actionUri().isBlank() ? "" : "Continue at " + provider;
      case NOT_VISIBLE, CREDENTIAL_REVOKED -> "";
    };
  }

  /// The page of the provider for a required action; empty when it is the connection page.
  static Optional<URI> repairPage(ProviderOrganization organization) {
    return organization.blockedReason() == BlockedReason.CUSTOMER_ACTION_REQUIRED
        ? web(organization.actionUri())
        : Optional.empty();
  }

  private static Optional<URI> web(String address) {
    try {
      URI uri = new URI(address);
      return Set.of("https", "http").contains(String.valueOf(uri.getScheme()))
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
