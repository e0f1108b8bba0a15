package io.headland.server.api.connect;

import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.http.Form;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// The submitted form of the page of organizations. It contains the choice for every organization,
/// including those that a search does not list, so that each of its buttons can display the page
/// again without losing choices.
///
/// @param action of the pressed button; `SAVE` when there is none
/// @param query the text of the search; blank for all
/// @param known every organization with a choice in the form
/// @param shared those whose switch is on, after the button's action
record OrganizationForm(Action action, String query, Set<String> known, Set<String> shared) {
  /// The actions of the form's buttons.
  enum Action {
    SAVE,
    SEARCH,
    ALL,
    NONE
  }

  OrganizationForm {
    known = Set.copyOf(known);
    shared = Set.copyOf(shared);
  }

  static OrganizationForm of(Form form) {
    Action action =
        form.find("action")
            .map(
                name ->
                    switch (name) {
                      case "search" -> Action.SEARCH;
                      case "all" -> Action.ALL;
                      case "none" -> Action.NONE;
                      default -> Action.SAVE;
                    })
            .orElse(Action.SAVE);
    Set<String> shared = new HashSet<>(form.list("share"));
    // Both apply to the organizations that the page listed, not to those that match the search now.
    if (action == Action.ALL) {
      shared.addAll(form.list("listed"));
    }
    if (action == Action.NONE) {
      form.list("listed").forEach(shared::remove);
    }
    return new OrganizationForm(
        action, form.find("query").orElse("").strip(), Set.copyOf(form.list("shown")), shared);
  }

  /// The switches of the form; other organizations are unchanged.
  Predicate<ProviderOrganization> isOn(Predicate<ProviderOrganization> before) {
    return organization ->
        known.contains(organization.providerOrgId())
            ? shared.contains(organization.providerOrgId())
            : before.test(organization);
  }
}
