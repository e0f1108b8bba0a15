package io.headland.demo.story;

import java.util.ArrayList;
import java.util.List;

/// The whole story, from the first request to the last.
///
/// It leaves server and provider as it found them, so it can be played again.
public final class Story {
  private Story() {}

  /// Every step, in order. Each builds on those before it.
  public static List<Step> steps() {
    return List.of(
        new Step("The server is up", "live and ready", Arrival::serverIsUp),
        new Step("A stranger asks", "401 problem", Arrival::strangerIsRefused),
        new Step("The owner signs in", "token, stale one ignored", Arrival::ownerSignsIn),
        new Step("Create a Leaf user", "201 with Location", Arrival::leafUserIsCreated),
        new Step("Organizations first", "fieldsAutoSync off", Selecting::organizationsFirst),
        new Step("Attach John Deere", "201, OK, secrets masked", Arrival::credentialIsAttached),
        new Step("List live", "all, connected or not", FirstSight::liveListShowsAll),
        new Step("Sync", "202 with a finished run", FirstSight::firstSync),
        new Step(
            "List page by page", "none twice, none lacking", FirstSight::listIsWholePageByPage),
        new Step(
            "Look at the statuses",
            "SELECTED, or reasoned BLOCKED",
            FirstSight::statusesAreAsFirstSeen),
        new Step("The grower's own page", "agrees with the API", FirstSight::growersPageAgrees),
        new Step("PATCH one, and back", "PREVIEW, SELECTED", Choice::previewAndBack),
        new Step("PATCH another", "PREVIEW lasts", Choice::anotherStaysInPreview),
        new Step("PATCH a BLOCKED one", "400, unchanged", Choice::blockedIsRefused),
        new Step("PATCH to BLOCKED", "400, unchanged", Choice::blockingIsRefused),
        new Step("The grower disconnects two", "page takes it", Connecting::growerDisconnectsTwo),
        new Step("Sync", "BLOCKED with repair link", Connecting::bothAreBlockedWithTheRepairLink),
        new Step("The grower reconnects both", "page takes it", Connecting::growerReconnectsBoth),
        new Step("Sync", "earlier statuses again", Connecting::bothHaveTheirEarlierStatus),
        new Step("Connect a new one, sync", "PREVIEW", Connecting::firstConnectionGivesPreview),
        new Step("Disconnect it, sync", "BLOCKED NOT_CONNECTED", Connecting::takenBackItIsBlocked),
        new Step("One is renamed", "new name, same status", BadDay::newNameArrives),
        new Step("One vanishes", "BLOCKED NOT_VISIBLE", BadDay::vanishedIsNotVisible),
        new Step("One is restricted", "BLOCKED with actionUri", BadDay::restrictedSaysWhatToDo),
        new Step("Both come back", "as they were", BadDay::bothComeBackAsTheyWere),
        new Step("All but one vanish", "409 syncGuarded", BadDay::massLossIsStopped),
        new Step("Sync with ?force=true", "202, BLOCKED", BadDay::massLossIsForced),
        new Step("All come back", "as they were", BadDay::allReturn),
        new Step("Set SELECTED_ONLY, sync", "choices alone stay", Scope::selectedOnlyKeepsChoices),
        new Step("Sync, nothing changed", "UNCHANGED, one call", Scope::unchangedCostsOneCall),
        new Step("From now on the land too", "fieldsAutoSync on", Selecting::landFromNowOn),
        new Step("Preview a scope", "counted, not stored", Selecting::scopeIsPreviewed),
        new Step("Select three", "their land appears", Selecting::landAppears),
        new Step("Count the resources", "those of the three", Selecting::resourcesAreCounted),
        new Step("Enable a grower", "boundaries come", Fields::enablingBringsBoundaries),
        new Step("A field is renamed, sync", "new name", Fields::newNameArrives),
        new Step("De-select one", "its land goes at once", Fields::deselectingTakesAllAway),
        new Step("Ask why a field is absent", "the step that stops it", Fields::absenceIsExplained),
        new Step("Select it again", "back at once, same ids", Fields::selectingBringsItBack),
        new Step("Attach Trimble", "201, OK, its fields", Trimble::credentialBringsFields),
        new Step("Sync Trimble again", "the token has rotated", Trimble::tokenRotates),
        new Step("Choose many at once", "the blocked refused", Watching::manyAreChosenAtOnce),
        new Step("Look after accounts", "who needs help", Watching::healthIsShown),
        new Step("Listen by webhook", "each choice, signed", Watching::webhookHears),
        new Step("Read the feed", "the same, in order", Watching::feedTellsTheSame),
        new Step("Send a grower a link", "consent, one shared", Inviting::growerFollowsALink),
        new Step("Look at the budget", "calls of both", Farewell::budgetCountsCalls),
        new Step("List the calls made", "calls, no secret", Farewell::eventsShowNoSecret),
        new Step("Delete the credential", "204, then 404", Farewell::credentialIsDeleted),
        new Step("Delete the Leaf user", "204, then 404", Farewell::leafUserIsDeleted));
  }

  /// Plays until a step fails; the rest is then reported as not played.
  ///
  /// @param audience told of each result as it comes
  public static List<StepResult> play(Stage stage, Audience audience) throws InterruptedException {
    List<StepResult> results = new ArrayList<>();
    boolean goesOn = true;
    try (Scene scene = new Scene(stage, audience)) {
      for (Step step : steps()) {
        StepResult result =
            goesOn
                ? play(step, scene)
                : new StepResult(step, StepResult.Outcome.NOT_PLAYED, "not played");
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
      // An answer in a shape that no step foresaw, for example no JSON, is a failure of that step.
      return new StepResult(step, StepResult.Outcome.FAILED, e.toString());
    }
  }
}
