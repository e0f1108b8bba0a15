package io.headland.demo.story;

import java.util.ArrayList;
import java.util.List;

/// The complete story, from the first request to the last.
///
/// It restores the state of server and provider, so that it can be repeated.
public final class Story {
  private Story() {}

  /// All steps in order. Each depends on the previous ones.
  public static List<Step> steps() {
    return List.of(
        new Step("The server is up", "live and ready", Arrival::serverIsUp),
        new Step("Request without a token", "401 problem", Arrival::strangerIsRefused),
        new Step("The owner signs in", "token, old one ignored", Arrival::ownerSignsIn),
        new Step("Create a Leaf user", "201 with Location", Arrival::leafUserIsCreated),
        new Step("Organizations first", "fieldsAutoSync off", Selecting::organizationsFirst),
        new Step("Attach John Deere", "201, OK, secrets masked", Arrival::credentialIsAttached),
        new Step("List at the provider", "all, connected or not", FirstSight::liveListShowsAll),
        new Step("Sync", "202, a finished run", FirstSight::firstSync),
        new Step("List page by page", "each exactly once", FirstSight::listIsWholePageByPage),
        new Step(
            "Check the statuses",
            "SELECTED, or BLOCKED with reason",
            FirstSight::statusesAreAsFirstSeen),
        new Step("The grower's own page", "agrees with the API", FirstSight::growersPageAgrees),
        new Step("PATCH one and revert", "PREVIEW, SELECTED", Choice::previewAndBack),
        new Step("PATCH another", "remains PREVIEW", Choice::anotherStaysInPreview),
        new Step("PATCH a BLOCKED one", "400, unchanged", Choice::blockedIsRefused),
        new Step("PATCH to BLOCKED", "400, unchanged", Choice::blockingIsRefused),
        new Step(
            "The grower disconnects two", "accepted by the page", Connecting::growerDisconnectsTwo),
        new Step("Sync", "BLOCKED with repair link", Connecting::bothAreBlockedWithTheRepairLink),
        new Step(
            "The grower reconnects both", "accepted by the page", Connecting::growerReconnectsBoth),
        new Step("Sync", "earlier statuses restored", Connecting::bothHaveTheirEarlierStatus),
        new Step("Connect a new one, sync", "PREVIEW", Connecting::firstConnectionGivesPreview),
        new Step("Disconnect it, sync", "BLOCKED NOT_CONNECTED", Connecting::takenBackItIsBlocked),
        new Step("One is renamed", "new name, same status", BadDay::newNameArrives),
        new Step("One vanishes", "BLOCKED NOT_VISIBLE", BadDay::vanishedIsNotVisible),
        new Step("One is restricted", "BLOCKED with actionUri", BadDay::restrictedSaysWhatToDo),
        new Step("Both return", "statuses restored", BadDay::bothComeBackAsTheyWere),
        new Step("All but one vanish", "409 syncGuarded", BadDay::massLossIsStopped),
        new Step("Sync with ?force=true", "202, BLOCKED", BadDay::massLossIsForced),
        new Step("All return", "statuses restored", BadDay::allReturn),
        new Step("Set SELECTED_ONLY, sync", "only choices remain", Scope::selectedOnlyKeepsChoices),
        new Step("Sync, nothing changed", "UNCHANGED, one call", Scope::unchangedCostsOneCall),
        new Step("Enable field data", "fieldsAutoSync on", Selecting::landFromNowOn),
        new Step("Preview a scope", "counted, not stored", Selecting::scopeIsPreviewed),
        new Step("Select three", "their fields appear", Selecting::landAppears),
        new Step("Count the resources", "counts of the three", Selecting::resourcesAreCounted),
        new Step("Enable a grower", "boundaries are read", Fields::enablingBringsBoundaries),
        new Step("A field is renamed, sync", "new name", Fields::newNameArrives),
        new Step("De-select one", "its fields are hidden", Fields::deselectingTakesAllAway),
        new Step("Explain an absent field", "the step that failed", Fields::absenceIsExplained),
        new Step("Select it again", "visible again, same ids", Fields::selectingBringsItBack),
        new Step("Attach Trimble", "201, OK, its fields", Trimble::credentialBringsFields),
        new Step("Sync Trimble again", "token was rotated", Trimble::tokenRotates),
        new Step("Select several", "BLOCKED rejected", Watching::manyAreChosenAtOnce),
        new Step("Health of accounts", "accounts with errors", Watching::healthIsShown),
        new Step("Receive webhooks", "each change, signed", Watching::webhookHears),
        new Step("Read the feed", "same events, in order", Watching::feedTellsTheSame),
        new Step("Send a grower a link", "consent, one shared", Inviting::growerFollowsALink),
        new Step("Read the call counts", "calls of both", Farewell::budgetCountsCalls),
        new Step("List the calls made", "calls, no secret", Farewell::eventsShowNoSecret),
        new Step("Delete the credential", "204, then 404", Farewell::credentialIsDeleted),
        new Step("Delete the Leaf user", "204, then 404", Farewell::leafUserIsDeleted));
  }

  /// Runs the steps until one fails; the rest is reported as skipped.
  ///
  /// @param audience receives each result
  public static List<StepResult> play(Stage stage, Audience audience) throws InterruptedException {
    List<StepResult> results = new ArrayList<>();
    boolean goesOn = true;
    try (Scene scene = new Scene(stage, audience)) {
      for (Step step : steps()) {
        StepResult result =
            goesOn
                ? play(step, scene)
                : new StepResult(step, StepResult.Outcome.NOT_PLAYED, "skipped");
        goesOn = result.held();
        results.add(result);
        audience.sees(result);
      }
    }
    return List.copyOf(results);
  }

  private static StepResult play(Step step, Scene scene) throws InterruptedException {
    try {
      return new StepResult(step, StepResult.Outcome.HELD, step.play().on(scene));
    } catch (StepFailed e) {
      return new StepResult(step, StepResult.Outcome.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A response of unexpected form, for example one that is not JSON, is a failure of that step.
      return new StepResult(step, StepResult.Outcome.FAILED, e.toString());
    }
  }
}
