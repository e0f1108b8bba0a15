package io.headland.server.api.connect;

import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.http.Form;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/// The form of the page of organizations as a browser sends it. It holds the choice for every
/// organization, also for those that a search does not list, so that each of its buttons can show
/// the page again without losing anything.
///
/// @param action which button was pressed; `SAVE` when the browser names none
/// @param query the text of the search; blank for all
/// @param known every organization that the form holds a choice for
/// @param shared those whose switch is on, after the button's action
record OrganizationForm(Action action, String query, Set<String> known, Set<String> shared) {
  /// What the buttons of the form do.
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
    // Both act on what the page listed, not on what the text of the search would list now.
    if (action == Action.ALL) {
      shared.addAll(form.list("listed"));
    }
    if (action == Action.NONE) {
      form.list("listed").forEach(shared::remove);
    }
    return new OrganizationForm(
        action, form.find("query").orElse("").strip(), Set.copyOf(form.list("shown")), shared);
  }

  /// The switches as the form has them; an organization that it does not know is as it was before.
  Predicate<ProviderOrganization> isOn(Predicate<ProviderOrganization> before) {
    return organization ->
        known.contains(organization.providerOrgId())
            ? shared.contains(organization.providerOrgId())
            : before.test(organization);
  }
}
