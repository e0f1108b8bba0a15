package io.headland.server.insight;

import static io.headland.server.insight.Situation.account;
import static io.headland.server.insight.Situation.field;
import static io.headland.server.insight.Situation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.configuration.OrganizationDataSync;
import io.headland.server.credential.CredentialStatus;
import io.headland.server.field.FieldStatus;
import io.headland.server.field.Validity;
import io.headland.server.organization.BlockedReason;
import io.headland.server.organization.OrganizationStatus;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainRulesTest {
  private static final boolean HERE = true;
  private static final boolean NOT_HERE = false;
  private static final ExplainRules RULES = new ExplainRules(Duration.ofDays(30));

  static Stream<Arguments> credentials() {
    return Stream.of(
        argumentSet("an account", account(), HERE, Code.CREDENTIAL_OK),
        argumentSet(
            "a provider that is away",
            account().credential(CredentialStatus.TEMPORARILY_UNAVAILABLE),
            HERE,
            Code.CREDENTIAL_TEMPORARILY_UNAVAILABLE),
        argumentSet(
            "a refused credential",
            account().credential(CredentialStatus.UNAUTHENTICATED),
            NOT_HERE,
            Code.CREDENTIAL_UNAUTHENTICATED),
        argumentSet(
            "a credential without a right",
            account().credential(CredentialStatus.MISSING_PERMISSION),
            NOT_HERE,
            Code.CREDENTIAL_MISSING_PERMISSION),
        argumentSet(
            "a credential that was never tried",
            account().credential(CredentialStatus.UNVERIFIED),
            NOT_HERE,
            Code.CREDENTIAL_UNVERIFIED),
        argumentSet(
            "no credential", account().credential(null), NOT_HERE, Code.CREDENTIAL_MISSING));
  }

  static Stream<Arguments> organizations() {
    return Stream.of(
        argumentSet(
            "selected by nobody",
            organization(),
            HERE,
            Code.ORGANIZATION_SELECTED_BY_CONFIGURATION),
        argumentSet(
            "selected by a caller",
            organization().selectedByCaller(),
            HERE,
            Code.ORGANIZATION_SELECTED_BY_CALLER),
        argumentSet(
            "de-selected",
            organization().preview(OrganizationStatus.PREVIEW).hidden(),
            NOT_HERE,
            Code.ORGANIZATION_PREVIEW_BY_CALLER),
        argumentSet(
            "a preview by configuration",
            organization().dataSync(OrganizationDataSync.SELECTED_ONLY).preview(null).neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_PREVIEW_BY_CONFIGURATION),
        argumentSet(
            "repaired",
            organization().preview(null).neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_PREVIEW_AFTER_REPAIR),
        argumentSet(
            "blocked and read before",
            organization().blocked(BlockedReason.NOT_CONNECTED),
            HERE,
            Code.ORGANIZATION_BLOCKED_NOT_CONNECTED),
        argumentSet(
            "not connected",
            organization().blocked(BlockedReason.NOT_CONNECTED).neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_BLOCKED_NOT_CONNECTED),
        argumentSet(
            "without a right",
            organization().blocked(BlockedReason.SCOPE_MISSING).neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_BLOCKED_SCOPE_MISSING),
        argumentSet(
            "waiting for the customer",
            organization().blocked(BlockedReason.CUSTOMER_ACTION_REQUIRED).neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_BLOCKED_CUSTOMER_ACTION_REQUIRED),
        argumentSet(
            "not visible",
            organization().blocked(BlockedReason.NOT_VISIBLE).neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_BLOCKED_NOT_VISIBLE),
        argumentSet(
            "of a revoked credential",
            organization().blocked(BlockedReason.CREDENTIAL_REVOKED).neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_BLOCKED_CREDENTIAL_REVOKED),
        argumentSet(
            "forgotten", organization().unknownOrganization(), HERE, Code.ORGANIZATION_FORGOTTEN),
        argumentSet(
            "never shown",
            organization().unknownOrganization().neverRead(),
            NOT_HERE,
            Code.ORGANIZATION_NEVER_SHOWN));
  }

  static Stream<Arguments> copies() {
    return Stream.of(
        argumentSet("in lists", organization(), HERE, Code.COPY_VISIBLE),
        argumentSet(
            "hidden",
            organization().preview(OrganizationStatus.PREVIEW).hidden(),
            NOT_HERE,
            Code.COPY_HIDDEN),
        argumentSet(
            "never read", organization().neverRead().lastRun(null), NOT_HERE, Code.COPY_NOT_READ),
        argumentSet(
            "being read",
            organization().neverRead().lastRun(Facts.Run.State.RUNNING),
            NOT_HERE,
            Code.COPY_NOT_READ),
        argumentSet("all given", organization(), HERE, Code.KINDS_GIVEN),
        argumentSet(
            "without a link to fields",
            organization().withoutLinksTo(RecordKind.FIELD, RecordKind.BOUNDARY),
            HERE,
            Code.KINDS_GIVEN),
        argumentSet(
            "fields withheld",
            organization().withholding(RecordKind.FIELD),
            HERE,
            Code.KINDS_WITHHELD),
        argumentSet(
            "guarded", organization().lastRun(Facts.Run.State.GUARDED), HERE, Code.RUN_GUARDED));
  }

  static Stream<Arguments> records() {
    return Stream.of(
        argumentSet("fetched", field(), HERE, Code.FIELD_PROCESSED),
        argumentSet("a preview", field().fieldIs(FieldStatus.PREVIEW), HERE, Code.FIELD_PREVIEW),
        argumentSet("waiting", field().fieldIs(FieldStatus.WAITING), HERE, Code.FIELD_WAITING),
        argumentSet("missing once", field().missing(), HERE, Code.RECORD_MISSING),
        argumentSet("removed", field().removed(), NOT_HERE, Code.RECORD_REMOVED),
        argumentSet("never stored", field().neverStored(), NOT_HERE, Code.RECORD_NEVER_SHOWN),
        argumentSet(
            "of a de-selected organization",
            field().preview(OrganizationStatus.PREVIEW).hidden(),
            NOT_HERE,
            Code.ORGANIZATION_PREVIEW_BY_CALLER),
        argumentSet("a farm", field().about(Question.Subject.FARM), HERE, Code.RECORD_STORED),
        argumentSet("with a boundary", field(), HERE, Code.BOUNDARY_VALID),
        argumentSet(
            "with a mended boundary",
            field().boundaryIs(true, Validity.FIXED),
            HERE,
            Code.BOUNDARY_FIXED),
        argumentSet(
            "with a wrong boundary",
            field().boundaryIs(true, Validity.INVALID),
            HERE,
            Code.BOUNDARY_INVALID),
        argumentSet(
            "whose boundary was taken away",
            field().boundaryIs(false, Validity.VALID),
            HERE,
            Code.BOUNDARY_REMOVED),
        argumentSet(
            "whose boundary is withheld",
            field().withoutBoundary().withholding(RecordKind.BOUNDARY),
            HERE,
            Code.BOUNDARY_WITHHELD),
        argumentSet("without a boundary", field().withoutBoundary(), HERE, Code.BOUNDARY_NONE),
        argumentSet(
            "whose boundary is not fetched yet",
            field().fieldIs(FieldStatus.PREVIEW),
            HERE,
            Code.BOUNDARY_NOT_FETCHED));
  }

  @ParameterizedTest
  @MethodSource({"credentials", "organizations", "copies", "records"})
  void saysWhetherItIsHereAndWhy(Situation situation, boolean here, Code code) {
    Explanation explanation = RULES.explain(situation.facts());

    assertThat(explanation.here()).as(explanation.because()).isEqualTo(here);
    assertThat(explanation.chain()).extracting(Step::code).contains(code);
    assertThat(explanation.chain()).extracting(Step::step).isSorted();
    assertThat(explanation.because()).endsWith(".");
    if (!here) {
      assertThat(explanation.chain()).extracting(Step::detail).contains(explanation.because());
    }
  }

  @Test
  void namesWhatStopsFirst() {
    Explanation explanation =
        RULES.explain(organization().preview(OrganizationStatus.PREVIEW).hidden().facts());

    assertThat(stops(explanation))
        .containsExactly(Code.ORGANIZATION_PREVIEW_BY_CALLER, Code.COPY_HIDDEN);
    assertThat(explanation.because())
        .isEqualTo(
            "The organization was de-selected through the API, so its records are not synced.");
  }

  @Test
  void namesTheRemovalBeforeWhatWouldNotBringItBack() {
    Explanation explanation =
        RULES.explain(field().blocked(BlockedReason.NOT_CONNECTED).removed().facts());

    assertThat(explanation.because()).contains("does not have the field any more");
  }

  @Test
  void saysWhatIsHereAndNotFresh() {
    Explanation explanation =
        RULES.explain(organization().credential(CredentialStatus.UNAUTHENTICATED).facts());

    assertThat(explanation.because())
        .isEqualTo(
            "It is in lists and counts, but the provider rejects the credential, so nothing new is"
                + " fetched.");
  }

  @Test
  void everyStepThatStopsSaysWhatWouldChangeIt() {
    assertThat(change(field().fieldIs(FieldStatus.PREVIEW), Code.FIELD_PREVIEW))
        .matches(
            "Enable it: POST /services/fields/api/users/[-0-9a-f]+/fields/[-0-9a-f]+/enableSync");
    assertThat(
            change(
                organization().preview(OrganizationStatus.PREVIEW),
                Code.ORGANIZATION_PREVIEW_BY_CALLER))
        .contains("PATCH /services/usermanagement/api/users/")
        .endsWith("/JohnDeere/organizations/1/SELECTED");
    assertThat(change(organization().neverRead().readingOnRequest(), Code.COPY_NOT_READ))
        .endsWith("/fields/sync");
  }

  @Test
  void givesTheLinkForTheGrower() {
    assertThat(link(BlockedReason.NOT_CONNECTED)).isEqualTo("https://provider.example/manage");
    assertThat(link(BlockedReason.CUSTOMER_ACTION_REQUIRED))
        .isEqualTo("https://provider.example/terms");
  }

  @Test
  void saysWhereEachSettingComesFrom() {
    Explanation explanation = RULES.explain(account().facts());

    assertThat(step(explanation, Code.ORGANIZATION_DATA_SYNC_ALL).detail())
        .endsWith("which is the default.");
    assertThat(step(explanation, Code.CUSTOM_DATA_SYNC_OFF).detail())
        .endsWith("as set for all Leaf users.");
    assertThat(step(explanation, Code.FIELDS_AUTO_SYNC_ON).detail())
        .endsWith("as set for this Leaf user.");
  }

  private static String link(BlockedReason reason) {
    Explanation explanation = RULES.explain(organization().blocked(reason).facts());
    String link = step(explanation, Code.valueOf("ORGANIZATION_BLOCKED_" + reason)).link();
    return link == null ? "" : link;
  }

  private static String change(Situation situation, Code code) {
    String change = step(RULES.explain(situation.facts()), code).change();
    return change == null ? "" : change;
  }

  private static Step step(Explanation explanation, Code code) {
    return explanation.chain().stream()
        .filter(step -> step.code() == code)
        .findFirst()
        .orElseThrow();
  }

  private static List<Code> stops(Explanation explanation) {
    return explanation.chain().stream().filter(Step::isStop).map(Step::code).toList();
  }
}
