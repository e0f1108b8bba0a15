package io.headland.server.connect;

import io.headland.server.http.Answer;
import io.headland.server.organization.OrganizationStatus;
import io.headland.server.organization.ProviderOrganization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The pages of a visit.
final class OrganizationPages {
  private final ConnectPages pages;

  OrganizationPages(ConnectPages pages) {
    this.pages = pages;
  }

  /// The organizations with their switches, and those that cannot be chosen with what mends that.
  ///
  /// @param isOn whose switch is on
  /// @param listed whether they are as the provider shows them now
  Answer organizations(
      OpenVisit visit,
      ConnectSession session,
      List<ProviderOrganization> organizations,
      Predicate<ProviderOrganization> isOn,
      boolean listed) {
    List<OrganizationRow> rows =
        organizations.stream().map(one -> OrganizationRow.of(one, visit, isOn.test(one))).toList();
    List<OrganizationRow> choosable = rows.stream().filter(OrganizationRow::isChoosable).toList();
    List<OrganizationRow> blocked = rows.stream().filter(row -> !row.isChoosable()).toList();
    Map<String, Object> content = content(visit);
    content.put("form", session.formToken());
    content.put("choosable", choosable);
    content.put("hasChoice", !choosable.isEmpty());
    content.put("blocked", blocked);
    content.put("hasBlocked", !blocked.isEmpty());
    content.put("isEmpty", rows.isEmpty());
    content.put("reading", !listed);
    return page(
        visit,
        "organizations",
        choosable.isEmpty() ? "Nothing to share yet" : "Choose what to share",
        content);
  }

  Answer done(OpenVisit visit, List<ProviderOrganization> organizations) {
    List<OrganizationRow> shared =
        organizations.stream()
            .filter(one -> one.status() == OrganizationStatus.SELECTED)
            .map(one -> OrganizationRow.of(one, visit, true))
            .toList();
    Map<String, Object> content = content(visit);
    content.put("shared", shared);
    content.put("hasShared", !shared.isEmpty());
    return page(visit, "done", shared.isEmpty() ? "Saved" : "All set", content);
  }

  /// For a visit whose account nobody has signed in to, or whose access was withdrawn.
  Answer notConnected(OpenVisit visit) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("provider", visit.consent().providerName());
    content.put("href", visit.path() + "/sign-in");
    content.put("userName", "");
    return page(visit, "welcome", "Connect your farm data", content);
  }

  Answer disconnect(OpenVisit visit, ConnectSession session) {
    Map<String, Object> content = content(visit);
    content.put("form", session.formToken());
    return page(visit, "disconnect", "Disconnect " + visit.consent().providerName() + "?", content);
  }

  private static Map<String, Object> content(OpenVisit visit) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("provider", visit.consent().providerName());
    content.put("path", visit.path());
    content.put("disconnectEnabled", visit.link().settings().disconnectEnabled());
    return content;
  }

  private Answer page(OpenVisit visit, String template, String title, Map<String, Object> content) {
    return pages.page(200, Look.of(visit.link()), template, title, content);
  }
}
