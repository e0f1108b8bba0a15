package io.headland.server.api.connect;

import static java.util.stream.Collectors.partitioningBy;

import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The pages of a connect session.
public final class OrganizationPages {
  /// Up to this number of organizations there is no search.
  private static final int MAX_WITHOUT_SEARCH = 8;

  private final ConnectPages pages;

  public OrganizationPages(ConnectPages pages) {
    this.pages = pages;
  }

  /// The state of the page of organizations.
  ///
  /// @param isOn the organizations whose switch is on
  /// @param query lists only those whose name or number contains it; blank for all
  /// @param listed whether the list of the provider was just read
  record Shown(
      List<ProviderOrganization> organizations,
      Predicate<ProviderOrganization> isOn,
      String query,
      boolean listed) {
    Shown {
      organizations = List.copyOf(organizations);
    }
  }

  /// The organizations with their switches, and unavailable ones with the reason and the repair.
  Response organizations(OpenConnectSession connectSession, BrowserSession session, Shown shown) {
    List<OrganizationRow> rows =
        shown.organizations().stream()
            .map(one -> OrganizationRow.of(one, connectSession, shown.isOn().test(one)))
            .toList();
    List<OrganizationRow> available = rows.stream().filter(OrganizationRow::isAvailable).toList();
    List<OrganizationRow> blocked = rows.stream().filter(row -> !row.isAvailable()).toList();
    Map<Boolean, List<OrganizationRow>> byQuery =
        available.stream().collect(partitioningBy(row -> row.matches(shown.query())));
    List<OrganizationRow> listed = byQuery.getOrDefault(true, List.of());
    Map<String, Object> content = content(connectSession);
    content.put("form", session.formToken());
    content.put("listed", listed);
    content.put("notListed", byQuery.getOrDefault(false, List.of()));
    content.put("hasChoice", !available.isEmpty());
    content.put("hasTools", available.size() > MAX_WITHOUT_SEARCH);
    content.put("query", shown.query());
    content.put("hasQuery", !shown.query().isBlank());
    content.put("listedNumber", listed.size());
    content.put("number", available.size());
    content.put("blocked", blocked);
    content.put("hasBlocked", !blocked.isEmpty());
    content.put("hasManyBlocked", blocked.size() > MAX_WITHOUT_SEARCH);
    content.put("blockedNumber", blocked.size());
    content.put("isEmpty", rows.isEmpty());
    content.put("reading", !shown.listed());
    return page(
        connectSession,
        "organizations",
        available.isEmpty() ? "Nothing to share yet" : "Choose what to share",
        content);
  }

  Response done(OpenConnectSession connectSession, List<ProviderOrganization> organizations) {
    List<OrganizationRow> shared =
        organizations.stream()
            .filter(one -> one.status() == OrganizationStatus.SELECTED)
            .map(one -> OrganizationRow.of(one, connectSession, true))
            .toList();
    Map<String, Object> content = content(connectSession);
    content.put("shared", shared);
    content.put("hasShared", !shared.isEmpty());
    content.put("hasManyShared", shared.size() > MAX_WITHOUT_SEARCH);
    content.put("sharedNumber", shared.size());
    return page(connectSession, "done", shared.isEmpty() ? "Saved" : "All set", content);
  }

  /// For a connect session whose account is not connected, or whose access was revoked.
  Response notConnected(OpenConnectSession connectSession) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("provider", connectSession.consent().providerName());
    content.put("href", connectSession.path() + "/sign-in");
    content.put("userName", "");
    return page(connectSession, "welcome", "Connect your farm data", content);
  }

  Response disconnect(OpenConnectSession connectSession, BrowserSession session) {
    Map<String, Object> content = content(connectSession);
    content.put("isSignedIn", true);
    content.put("form", session.formToken());
    return page(
        connectSession,
        "disconnect",
        "Disconnect " + connectSession.consent().providerName() + "?",
        content);
  }

  /// For a browser that has not signed in at the provider recently.
  Response signInToDisconnect(OpenConnectSession connectSession) {
    Map<String, Object> content = content(connectSession);
    content.put("isSignedIn", false);
    return page(
        connectSession,
        "disconnect",
        "Disconnect " + connectSession.consent().providerName() + "?",
        content);
  }

  private static Map<String, Object> content(OpenConnectSession connectSession) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("provider", connectSession.consent().providerName());
    content.put("path", connectSession.path());
    content.put("disconnectEnabled", connectSession.link().settings().disconnectEnabled());
    return content;
  }

  private Response page(
      OpenConnectSession connectSession,
      String template,
      String title,
      Map<String, Object> content) {
    return pages.page(200, PageTheme.of(connectSession.link()), template, title, content);
  }
}
