package io.headland.server.core.organization;

import static io.headland.server.core.configuration.OrganizationDataSync.ALL;
import static io.headland.server.core.configuration.OrganizationDataSync.SELECTED_ONLY;
import static io.headland.server.core.organization.OrganizationStatus.BLOCKED;
import static io.headland.server.core.organization.OrganizationStatus.PREVIEW;
import static io.headland.server.core.organization.OrganizationStatus.SELECTED;
import static io.headland.server.provider.OrganizationAccess.CONNECTED;
import static io.headland.server.provider.OrganizationAccess.NOT_CONNECTED;
import static io.headland.server.provider.OrganizationAccess.SCOPE_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.configuration.OrganizationDataSync;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OrganizationRulesTest {
  @Test
  void aConnectedOneStartsAsTheConfigurationSays() {
    assertThat(statusOf(first(reported(CONNECTED), ALL))).isEqualTo(SELECTED);
    assertThat(statusOf(first(reported(CONNECTED), SELECTED_ONLY))).isEqualTo(PREVIEW);
  }

  @Test
  void anUnconnectedOneStartsBlockedWithItsReason() {
    ProviderOrganization unconnected = first(reported(NOT_CONNECTED), ALL);
    assertThat(unconnected.status()).isEqualTo(BLOCKED);
    assertThat(unconnected.blockedReason()).isEqualTo(BlockedReason.NOT_CONNECTED);
    assertThat(first(reported(SCOPE_MISSING), ALL).blockedReason())
        .isEqualTo(BlockedReason.SCOPE_MISSING);
  }

  @Test
  void aLostConnectionIsRememberedAndComesBack() {
    ProviderOrganization selected = first(reported(CONNECTED), ALL);
    ProviderOrganization lost = next(selected, reported(NOT_CONNECTED), ALL);
    assertThat(lost.status()).isEqualTo(BLOCKED);
    assertThat(lost.earlierStatus()).isEqualTo(SELECTED);
    assertThat(next(lost, reported(CONNECTED), ALL).status()).isEqualTo(SELECTED);
  }

  @Test
  void whatWasNeverConnectedComesBackAsPreviewEvenUnderAll() {
    ProviderOrganization blocked = first(reported(NOT_CONNECTED), ALL);
    ProviderOrganization repaired = next(blocked, reported(CONNECTED), ALL);
    assertThat(repaired.status()).isEqualTo(PREVIEW);
    assertThat(next(repaired, reported(CONNECTED), ALL).status()).isEqualTo(PREVIEW);
  }

  @Test
  void whatIsNotListedAnyMoreIsNotVisibleAndNotDeleted() {
    ProviderOrganization selected = first(reported(CONNECTED), ALL);
    OrganizationChanges gone =
        OrganizationRules.reconcile(
            List.of(selected), OrganizationListing.of(List.of(), Map.of()), ALL, false);
    assertThat(gone.changed())
        .singleElement()
        .satisfies(
            organization -> {
              assertThat(organization.blockedReason()).isEqualTo(BlockedReason.NOT_VISIBLE);
              assertThat(organization.earlierStatus()).isEqualTo(SELECTED);
            });
  }

  @Test
  void aRestrictedOneSaysWhereTheCustomerMustAct() {
    ProviderOrganization selected = first(reported(CONNECTED), ALL);
    OrganizationListing listing =
        OrganizationListing.of(
            List.of(),
            Map.of(
                "1",
                new OrganizationListing.MissingReason(
                    BlockedReason.CUSTOMER_ACTION_REQUIRED, "https://example.com/terms")));
    OrganizationChanges restricted =
        OrganizationRules.reconcile(List.of(selected), listing, ALL, false);
    assertThat(restricted.changed().getFirst().actionUri()).isEqualTo("https://example.com/terms");
    ProviderOrganization fixed = next(restricted.changed().getFirst(), reported(CONNECTED), ALL);
    assertThat(fixed.actionUri()).isEmpty();
    assertThat(fixed.status()).isEqualTo(SELECTED);
  }

  @Test
  void aChangedConfigurationChangesStatusesThatWereNotChosen() {
    ProviderOrganization untouched = first(reported(CONNECTED), ALL);
    ProviderOrganization chosen = chosen(untouched, SELECTED);
    assertThat(changedPolicy(untouched, SELECTED_ONLY).status()).isEqualTo(PREVIEW);
    assertThat(changedPolicy(chosen, SELECTED_ONLY).status()).isEqualTo(SELECTED);
    assertThat(changedPolicy(first(reported(CONNECTED), SELECTED_ONLY), ALL).status())
        .isEqualTo(SELECTED);
    assertThat(changedPolicy(chosen(untouched, PREVIEW), ALL).status()).isEqualTo(PREVIEW);
  }

  @Test
  void aChangedConfigurationReachesWhatABlockedOneRemembers() {
    ProviderOrganization lost = next(first(reported(CONNECTED), ALL), reported(NOT_CONNECTED), ALL);
    ProviderOrganization changed = changedPolicy(lost, SELECTED_ONLY);
    assertThat(changed.status()).isEqualTo(BLOCKED);
    assertThat(next(changed, reported(CONNECTED), SELECTED_ONLY).status()).isEqualTo(PREVIEW);
  }

  @Test
  void losingMoreThanHalfAndAtLeastFiveIsSuspicious() {
    assertThat(losing(5, 9).isSuspicious()).isTrue();
    assertThat(losing(5, 10).isSuspicious()).isFalse();
    assertThat(losing(4, 4).isSuspicious()).isFalse();
    assertThat(losing(5, 5).isSuspicious()).isTrue();
  }

  @Test
  void aSecondLookAtTheSameChangesNothing() {
    ProviderOrganization selected = first(reported(CONNECTED), ALL);
    assertThat(
            OrganizationRules.reconcile(
                    List.of(selected),
                    OrganizationListing.of(List.of(reported(CONNECTED)), Map.of()),
                    ALL,
                    false)
                .isEmpty())
        .isTrue();
  }

  /// An event of an account: the provider lists something, or a caller chooses.
  sealed interface Event {
    record Shown(Map<String, OrganizationAccess> organizations) implements Event {}

    record Chosen(String id, OrganizationStatus status) implements Event {}

    record Configured(OrganizationDataSync policy) implements Event {}
  }

  @Property(tries = 500)
  void whateverHappensACallersChoiceIsNeverLost(@ForAll("histories") List<Event> history) {
    Map<String, ProviderOrganization> stored = new HashMap<>();
    Map<String, OrganizationStatus> choices = new HashMap<>();
    OrganizationDataSync policy = ALL;
    OrganizationDataSync applied = ALL;
    for (Event event : history) {
      switch (event) {
        case Event.Configured(OrganizationDataSync wanted) -> policy = wanted;
        case Event.Chosen(String id, OrganizationStatus status) -> {
          ProviderOrganization organization = stored.get(id);
          if (organization != null && !organization.isBlocked()) {
            stored.put(id, chosen(organization, status));
            choices.put(id, status);
          }
        }
        case Event.Shown(Map<String, OrganizationAccess> organizations) -> {
          show(stored, organizations, policy, policy != applied);
          applied = policy;
        }
      }
    }
    Map<String, OrganizationAccess> everything = new HashMap<>();
    stored.keySet().forEach(id -> everything.put(id, CONNECTED));
    show(stored, everything, policy, policy != applied);

    assertThat(stored.values()).noneMatch(ProviderOrganization::isBlocked);
    choices.forEach(
        (id, choice) ->
            assertThat(stored.get(id)).extracting(ProviderOrganization::status).isEqualTo(choice));
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    Arbitrary<String> ids = Arbitraries.of("1", "2", "3", "4");
    Arbitrary<Event> shown =
        Arbitraries.maps(ids, Arbitraries.of(OrganizationAccess.class)).map(Event.Shown::new);
    Arbitrary<Event> chosen =
        net.jqwik.api.Combinators.combine(ids, Arbitraries.of(SELECTED, PREVIEW))
            .as(Event.Chosen::new);
    Arbitrary<Event> configured =
        Arbitraries.of(OrganizationDataSync.class).map(Event.Configured::new);
    return Arbitraries.oneOf(shown, chosen, configured).list().ofMaxSize(12);
  }

  private static void show(
      Map<String, ProviderOrganization> stored,
      Map<String, OrganizationAccess> organizations,
      OrganizationDataSync policy,
      boolean policyChanged) {
    List<OrganizationRecord> records = new ArrayList<>();
    organizations.forEach((id, access) -> records.add(reported(id, access)));
    OrganizationChanges changes =
        OrganizationRules.reconcile(
            List.copyOf(stored.values()),
            OrganizationListing.of(records, Map.of()),
            policy,
            policyChanged);
    changes.added().forEach(organization -> stored.put(organization.providerOrgId(), organization));
    changes
        .changed()
        .forEach(organization -> stored.put(organization.providerOrgId(), organization));
  }

  private static OrganizationRecord reported(OrganizationAccess access) {
    return reported("1", access);
  }

  private static OrganizationRecord reported(String id, OrganizationAccess access) {
    return new OrganizationRecord(
        id, "Maple Farm", access, "https://example.com/" + access, java.util.Set.of());
  }

  private static OrganizationStatus statusOf(ProviderOrganization organization) {
    return organization.status();
  }

  private static ProviderOrganization first(
      OrganizationRecord reported, OrganizationDataSync policy) {
    return OrganizationRules.reconcile(
            List.of(), OrganizationListing.of(List.of(reported), Map.of()), policy, false)
        .added()
        .getFirst();
  }

  private static ProviderOrganization next(
      ProviderOrganization before, OrganizationRecord reported, OrganizationDataSync policy) {
    OrganizationChanges changes =
        OrganizationRules.reconcile(
            List.of(before), OrganizationListing.of(List.of(reported), Map.of()), policy, false);
    return changes.changed().isEmpty() ? before : changes.changed().getFirst();
  }

  private static ProviderOrganization changedPolicy(
      ProviderOrganization before, OrganizationDataSync policy) {
    OrganizationChanges changes = OrganizationRules.applyPolicy(List.of(before), policy);
    return changes.changed().isEmpty() ? before : changes.changed().getFirst();
  }

  private static ProviderOrganization chosen(
      ProviderOrganization organization, OrganizationStatus choice) {
    return new ProviderOrganization(
        organization.providerOrgId(),
        organization.name(),
        choice,
        null,
        organization.managementUri(),
        "",
        choice,
        null,
        java.util.Set.of());
  }

  private static OrganizationChanges losing(int lost, int open) {
    Collection<ProviderOrganization> stored =
        IntStream.range(0, open)
            .mapToObj(i -> first(reported(Integer.toString(i), CONNECTED), ALL))
            .toList();
    List<OrganizationRecord> left =
        IntStream.range(lost, open)
            .mapToObj(i -> reported(Integer.toString(i), CONNECTED))
            .toList();
    return OrganizationRules.reconcile(stored, OrganizationListing.of(left, Map.of()), ALL, false);
  }
}
