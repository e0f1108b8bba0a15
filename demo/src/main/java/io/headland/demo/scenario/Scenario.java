package io.headland.demo.scenario;

import java.util.ArrayList;
import java.util.List;

/// The complete scenario, from the first request to the last.
///
/// It restores the state of server and provider, so that it can be repeated.
public final class Scenario {
  private Scenario() {}

  /// All steps in order. Each depends on the previous ones.
  public static List<Step> steps() {
    return List.of(
        new Step("The server is up", "live and ready", Onboarding::serverIsUp),
        new Step(
            "Request without a token", "401 problem", Onboarding::requestWithoutTokenIsRejected),
        new Step("The owner signs in", "token, old one ignored", Onboarding::ownerSignsIn),
        new Step("Create a Leaf user", "201 with Location", Onboarding::leafUserIsCreated),
        new Step("Organizations first", "fieldsAutoSync off", Selection::organizationsFirst),
        new Step("Attach John Deere", "201, OK, secrets masked", Onboarding::credentialIsAttached),
        new Step("List at the provider", "all, connected or not", FirstSync::liveListShowsAll),
        new Step("Sync", "202, a finished run", FirstSync::firstSync),
        new Step("List page by page", "each exactly once", FirstSync::pagesContainTheWholeList),
        new Step(
            "Check the statuses",
            "SELECTED, or BLOCKED with reason",
            FirstSync::statusesAreInitial),
        new Step("The grower's own page", "agrees with the API", FirstSync::growersPageAgrees),
        new Step("PATCH one and revert", "PREVIEW, SELECTED", StatusChanges::previewAndBack),
        new Step("PATCH another", "remains PREVIEW", StatusChanges::anotherStaysInPreview),
        new Step("PATCH a BLOCKED one", "400, unchanged", StatusChanges::blockedIsRefused),
        new Step("PATCH to BLOCKED", "400, unchanged", StatusChanges::blockingIsRefused),
        new Step(
            "The grower disconnects two",
            "accepted by the page",
            GrowerConnections::growerDisconnectsTwo),
        new Step(
            "Sync", "BLOCKED with repair link", GrowerConnections::bothAreBlockedWithTheRepairLink),
        new Step(
            "The grower reconnects both",
            "accepted by the page",
            GrowerConnections::growerReconnectsBoth),
        new Step(
            "Sync", "earlier statuses restored", GrowerConnections::bothHaveTheirEarlierStatus),
        new Step("Connect a new one, sync", "PREVIEW", GrowerConnections::firstConnectionIsPreview),
        new Step(
            "Disconnect it, sync",
            "BLOCKED NOT_CONNECTED",
            GrowerConnections::disconnectedIsBlocked),
        new Step("One is renamed", "new name, same status", ProviderChanges::newNameIsStored),
        new Step("One is removed", "BLOCKED NOT_VISIBLE", ProviderChanges::removedIsNotVisible),
        new Step(
            "One is restricted", "BLOCKED with actionUri", ProviderChanges::restrictedHasActionUri),
        new Step("Both return", "statuses restored", ProviderChanges::bothReturnWithTheirStatus),
        new Step("All but one are removed", "409 syncGuarded", ProviderChanges::largeLossIsGuarded),
        new Step("Sync with ?force=true", "202, BLOCKED", ProviderChanges::largeLossIsForced),
        new Step("All return", "statuses restored", ProviderChanges::allReturn),
        new Step(
            "Set SELECTED_ONLY, sync", "only choices remain", SyncScope::selectedOnlyKeepsChoices),
        new Step("Sync, nothing changed", "UNCHANGED, one call", SyncScope::unchangedCostsOneCall),
        new Step("Enable field data", "fieldsAutoSync on", Selection::fieldDataIsEnabled),
        new Step("Preview a scope", "counted, not stored", Selection::scopeIsPreviewed),
        new Step("Select three", "their fields appear", Selection::fieldDataAppears),
        new Step("Count the resources", "counts of the three", Selection::resourcesAreCounted),
        new Step("Enable a grower", "boundaries are read", Fields::enablingFetchesBoundaries),
        new Step("A field is renamed, sync", "new name", Fields::newNameIsStored),
        new Step("De-select one", "its fields are hidden", Fields::deselectingHidesFields),
        new Step("Explain an absent field", "the step that failed", Fields::absenceIsExplained),
        new Step("Select it again", "visible again, same ids", Fields::selectingRestoresFields),
        new Step("Read operations", "totals of a harvest", FieldOperations::operationsAppear),
        new Step("List the machines", "those of an operation", FieldOperations::machinesAreListed),
        new Step("Upload an archive", "201, PROCESSED", FieldOperations::archiveIsUploaded),
        new Step("Export the points", "a GeoParquet file", FieldOperations::pointsAreExported),
        new Step("Attach Trimble", "201, OK, its fields", Trimble::credentialAddsFields),
        new Step("Sync Trimble again", "token was rotated", Trimble::tokenRotates),
        new Step("Select several", "BLOCKED rejected", SupportFunctions::severalAreSelected),
        new Step("Health of accounts", "accounts with errors", SupportFunctions::healthIsShown),
        new Step(
            "Receive webhooks", "each change, signed", SupportFunctions::webhookReceivesEvents),
        new Step("Read the feed", "same events, in order", SupportFunctions::feedHasTheSameEvents),
        new Step("Send a grower a link", "consent, one shared", MagicLinkUse::growerFollowsALink),
        new Step("Read the call counts", "calls of both", CallsAndDeletion::callsAreCounted),
        new Step("List the calls made", "calls, no secret", CallsAndDeletion::eventsShowNoSecret),
        new Step("Delete the credential", "204, then 404", CallsAndDeletion::credentialIsDeleted),
        new Step("Delete the Leaf user", "204, then 404", CallsAndDeletion::leafUserIsDeleted));
  }

  /// Runs the steps until one fails; the rest is reported as skipped.
  ///
  /// @param listener receives each result
  public static List<StepResult> play(DemoEnvironment environment, ProgressListener listener)
      throws InterruptedException {
    List<StepResult> results = new ArrayList<>();
    boolean continues = true;
    try (ScenarioState state = new ScenarioState(environment, listener)) {
      for (Step step : steps()) {
        StepResult result =
            continues
                ? play(step, state)
                : new StepResult(step, StepResult.Outcome.SKIPPED, "skipped");
        continues = result.passed();
        results.add(result);
        listener.onResult(result);
      }
    }
    return List.copyOf(results);
  }

  private static StepResult play(Step step, ScenarioState state) throws InterruptedException {
    try {
      return new StepResult(step, StepResult.Outcome.PASSED, step.play().on(state));
    } catch (StepFailed e) {
      return new StepResult(step, StepResult.Outcome.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A response of unexpected form, for example one that is not JSON, is a failure of that step.
      return new StepResult(step, StepResult.Outcome.FAILED, e.toString());
    }
  }
}
