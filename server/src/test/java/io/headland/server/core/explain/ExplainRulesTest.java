package io.headland.server.core.explain;

import static io.headland.server.core.explain.ExplainSituation.account;
import static io.headland.server.core.explain.ExplainSituation.field;
import static io.headland.server.core.explain.ExplainSituation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.field.geometry.Validity;
import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.OrganizationStatus;
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
        argumentSet("an account", account(), HERE, ReasonCode.CREDENTIAL_OK),
        argumentSet(
            "a provider that is away",
            account().credential(CredentialStatus.TEMPORARILY_UNAVAILABLE),
            HERE,
            ReasonCode.CREDENTIAL_TEMPORARILY_UNAVAILABLE),
        argumentSet(
            "a refused credential",
            account().credential(CredentialStatus.UNAUTHENTICATED),
            NOT_HERE,
            ReasonCode.CREDENTIAL_UNAUTHENTICATED),
        argumentSet(
            "a credential without a right",
            account().credential(CredentialStatus.MISSING_PERMISSION),
            NOT_HERE,
            ReasonCode.CREDENTIAL_MISSING_PERMISSION),
        argumentSet(
            "a credential that was never tried",
            account().credential(CredentialStatus.UNVERIFIED),
            NOT_HERE,
            ReasonCode.CREDENTIAL_UNVERIFIED),
        argumentSet(
            "no credential", account().credential(null), NOT_HERE, ReasonCode.CREDENTIAL_MISSING));
  }

  @Test
  void missingScopesAreNamedAndExcludeNoRecord() {
    Explanation account = RULES.explain(account().lackingScopes("ag2", "eq1").facts());
    Explanation unread =
        RULES.explain(
            organization()
                .lackingScopes("ag2")
                .neverRead()
                .lastRun(Facts.Run.State.RUNNING)
                .facts());
    Explanation field = RULES.explain(field().lackingScopes("ag2").facts());

    assertThat(account.present()).isTrue();
    assertThat(account.reason()).startsWith("It is synced, but the credential lacks scopes");
    assertThat(account.reason()).endsWith("ag2, eq1.");
    assertThat(unread.present()).isFalse();
    assertThat(unread.reason()).isEqualTo("The records of the organization are being read now.");
    assertThat(codes(unread)).contains(ReasonCode.SCOPES_MISSING);
    assertThat(codes(field)).doesNotContain(ReasonCode.SCOPES_MISSING);
    assertThat(codes(RULES.explain(account().facts()))).contains(ReasonCode.SCOPES_SUFFICIENT);
    assertThat(codes(RULES.explain(account().credential(null).lackingScopes("ag2").facts())))
        .doesNotContain(ReasonCode.SCOPES_MISSING);
  }

  private static List<ReasonCode> codes(Explanation explanation) {
    return explanation.chain().stream().map(Step::code).toList();
  }

  static Stream<Arguments> organizations() {
    return Stream.of(
        argumentSet(
            "not selected",
            organization(),
            HERE,
            ReasonCode.ORGANIZATION_SELECTED_BY_CONFIGURATION),
        argumentSet(
            "selected by a caller",
            organization().selectedByCaller(),
            HERE,
            ReasonCode.ORGANIZATION_SELECTED_BY_CALLER),
        argumentSet(
            "de-selected",
            organization().preview(OrganizationStatus.PREVIEW).hidden(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_PREVIEW_BY_CALLER),
        argumentSet(
            "a preview by configuration",
            organization().dataSync(OrganizationDataSync.SELECTED_ONLY).preview(null).neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_PREVIEW_BY_CONFIGURATION),
        argumentSet(
            "repaired",
            organization().preview(null).neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_PREVIEW_AFTER_REPAIR),
        argumentSet(
            "blocked and read before",
            organization().blocked(BlockedReason.NOT_CONNECTED),
            HERE,
            ReasonCode.ORGANIZATION_BLOCKED_NOT_CONNECTED),
        argumentSet(
            "not connected",
            organization().blocked(BlockedReason.NOT_CONNECTED).neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_BLOCKED_NOT_CONNECTED),
        argumentSet(
            "without a right",
            organization().blocked(BlockedReason.SCOPE_MISSING).neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_BLOCKED_SCOPE_MISSING),
        argumentSet(
            "waiting for the customer",
            organization().blocked(BlockedReason.CUSTOMER_ACTION_REQUIRED).neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_BLOCKED_CUSTOMER_ACTION_REQUIRED),
        argumentSet(
            "not visible",
            organization().blocked(BlockedReason.NOT_VISIBLE).neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_BLOCKED_NOT_VISIBLE),
        argumentSet(
            "of a revoked credential",
            organization().blocked(BlockedReason.CREDENTIAL_REVOKED).neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_BLOCKED_CREDENTIAL_REVOKED),
        argumentSet(
            "forgotten",
            organization().unknownOrganization(),
            HERE,
            ReasonCode.ORGANIZATION_NOT_LISTED),
        argumentSet(
            "never shown",
            organization().unknownOrganization().neverRead(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_NEVER_LISTED));
  }

  static Stream<Arguments> copies() {
    return Stream.of(
        argumentSet("in lists", organization(), HERE, ReasonCode.FIELD_DATA_VISIBLE),
        argumentSet(
            "hidden",
            organization().preview(OrganizationStatus.PREVIEW).hidden(),
            NOT_HERE,
            ReasonCode.FIELD_DATA_HIDDEN),
        argumentSet(
            "never read",
            organization().neverRead().lastRun(null),
            NOT_HERE,
            ReasonCode.FIELD_DATA_NOT_READ),
        argumentSet(
            "being read",
            organization().neverRead().lastRun(Facts.Run.State.RUNNING),
            NOT_HERE,
            ReasonCode.FIELD_DATA_NOT_READ),
        argumentSet("all given", organization(), HERE, ReasonCode.KINDS_PERMITTED),
        argumentSet(
            "without a link to fields",
            organization().withoutLinksTo(RecordKind.FIELD, RecordKind.BOUNDARY),
            HERE,
            ReasonCode.KINDS_PERMITTED),
        argumentSet(
            "fields withheld",
            organization().withholding(RecordKind.FIELD),
            HERE,
            ReasonCode.KINDS_WITHHELD),
        argumentSet(
            "guarded",
            organization().lastRun(Facts.Run.State.GUARDED),
            HERE,
            ReasonCode.RUN_GUARDED));
  }

  static Stream<Arguments> records() {
    return Stream.of(
        argumentSet("fetched", field(), HERE, ReasonCode.FIELD_PROCESSED),
        argumentSet(
            "a preview", field().fieldIs(FieldStatus.PREVIEW), HERE, ReasonCode.FIELD_PREVIEW),
        argumentSet(
            "waiting", field().fieldIs(FieldStatus.WAITING), HERE, ReasonCode.FIELD_WAITING),
        argumentSet("missing once", field().missing(), HERE, ReasonCode.RECORD_MISSING),
        argumentSet("removed", field().removed(), NOT_HERE, ReasonCode.RECORD_REMOVED),
        argumentSet(
            "never stored", field().neverStored(), NOT_HERE, ReasonCode.RECORD_NEVER_LISTED),
        argumentSet(
            "of a de-selected organization",
            field().preview(OrganizationStatus.PREVIEW).hidden(),
            NOT_HERE,
            ReasonCode.ORGANIZATION_PREVIEW_BY_CALLER),
        argumentSet(
            "a farm",
            field().about(ExplanationTarget.Subject.FARM),
            HERE,
            ReasonCode.RECORD_STORED),
        argumentSet("with a boundary", field(), HERE, ReasonCode.BOUNDARY_VALID),
        argumentSet(
            "with a repaired boundary",
            field().boundaryIs(true, Validity.FIXED),
            HERE,
            ReasonCode.BOUNDARY_FIXED),
        argumentSet(
            "with a wrong boundary",
            field().boundaryIs(true, Validity.INVALID),
            HERE,
            ReasonCode.BOUNDARY_INVALID),
        argumentSet(
            "whose boundary was taken away",
            field().boundaryIs(false, Validity.VALID),
            HERE,
            ReasonCode.BOUNDARY_REMOVED),
        argumentSet(
            "whose boundary is withheld",
            field().withoutBoundary().withholding(RecordKind.BOUNDARY),
            HERE,
            ReasonCode.BOUNDARY_WITHHELD),
        argumentSet(
            "without a boundary", field().withoutBoundary(), HERE, ReasonCode.BOUNDARY_NONE),
        argumentSet(
            "whose boundary is not fetched yet",
            field().fieldIs(FieldStatus.PREVIEW),
            HERE,
            ReasonCode.BOUNDARY_NOT_FETCHED));
  }

  @ParameterizedTest
  @MethodSource({"credentials", "organizations", "copies", "records"})
  void saysWhetherItIsHereAndWhy(ExplainSituation situation, boolean here, ReasonCode code) {
    Explanation explanation = RULES.explain(situation.facts());

    assertThat(explanation.present()).as(explanation.reason()).isEqualTo(here);
    assertThat(explanation.chain()).extracting(Step::code).contains(code);
    assertThat(explanation.chain()).extracting(Step::step).isSorted();
    assertThat(explanation.reason()).endsWith(".");
    if (!here) {
      assertThat(explanation.chain()).extracting(Step::detail).contains(explanation.reason());
    }
  }

  @Test
  void namesWhatStopsFirst() {
    Explanation explanation =
        RULES.explain(organization().preview(OrganizationStatus.PREVIEW).hidden().facts());

    assertThat(stops(explanation))
        .containsExactly(ReasonCode.ORGANIZATION_PREVIEW_BY_CALLER, ReasonCode.FIELD_DATA_HIDDEN);
    assertThat(explanation.reason())
        .isEqualTo(
            "The organization was deselected through the API, so its records are not synced.");
  }

  @Test
  void namesTheRemovalBeforeWhatWouldNotBringItBack() {
    Explanation explanation =
        RULES.explain(field().blocked(BlockedReason.NOT_CONNECTED).removed().facts());

    assertThat(explanation.reason()).contains("does not have the field any more");
  }

  @Test
  void saysWhatIsHereAndNotFresh() {
    Explanation explanation =
        RULES.explain(organization().credential(CredentialStatus.UNAUTHENTICATED).facts());

    assertThat(explanation.reason())
        .isEqualTo(
            "It is in lists and counts, but the provider rejects the credential, so nothing new is"
                + " fetched.");
  }

  @Test
  void everyStepThatStopsSaysWhatWouldChangeIt() {
    assertThat(change(field().fieldIs(FieldStatus.PREVIEW), ReasonCode.FIELD_PREVIEW))
        .matches(
            "Enable it: POST /services/fields/api/users/[-0-9a-f]+/fields/[-0-9a-f]+/enableSync");
    assertThat(
            change(
                organization().preview(OrganizationStatus.PREVIEW),
                ReasonCode.ORGANIZATION_PREVIEW_BY_CALLER))
        .contains("PATCH /services/usermanagement/api/users/")
        .endsWith("/JohnDeere/organizations/1/SELECTED");
    assertThat(
            change(organization().neverRead().readingOnRequest(), ReasonCode.FIELD_DATA_NOT_READ))
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

    assertThat(step(explanation, ReasonCode.ORGANIZATION_DATA_SYNC_ALL).detail())
        .endsWith("which is the default.");
    assertThat(step(explanation, ReasonCode.CUSTOM_DATA_SYNC_OFF).detail())
        .endsWith("as set for all Leaf users.");
    assertThat(step(explanation, ReasonCode.FIELDS_AUTO_SYNC_ON).detail())
        .endsWith("as set for this Leaf user.");
  }

  private static String link(BlockedReason reason) {
    Explanation explanation = RULES.explain(organization().blocked(reason).facts());
    String link = step(explanation, ReasonCode.valueOf("ORGANIZATION_BLOCKED_" + reason)).link();
    return link == null ? "" : link;
  }

  private static String change(ExplainSituation situation, ReasonCode code) {
    String change = step(RULES.explain(situation.facts()), code).change();
    return change == null ? "" : change;
  }

  private static Step step(Explanation explanation, ReasonCode code) {
    return explanation.chain().stream()
        .filter(step -> step.code() == code)
        .findFirst()
        .orElseThrow();
  }

  private static List<ReasonCode> stops(Explanation explanation) {
    return explanation.chain().stream().filter(Step::isStop).map(Step::code).toList();
  }
}
