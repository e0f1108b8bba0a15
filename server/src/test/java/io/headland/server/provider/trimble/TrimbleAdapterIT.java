package io.headland.server.provider.trimble;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Secret;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.Forbidden;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.NotFound;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.Shape.Ring;
import io.headland.server.provider.Shape.RingType;
import io.headland.simulator.fault.Fault;
import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.Boundary.Point;
import io.headland.simulator.fielddata.TrimbleForms;
import io.headland.simulator.traffic.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The adapter's whole trade, against the simulator.
@Timeout(60)
class TrimbleAdapterIT {
  private static final Cursor START = new Cursor.Start();

  private final SimulatedTrimble trimble = new SimulatedTrimble();

  /// One page of something.
  private interface Page<R> {
    Fetch<R> from(Cursor cursor) throws InterruptedException;
  }

  @AfterEach
  void close() {
    trimble.close();
  }

  @Test
  void spendsARefreshTokenForTheNext() throws InterruptedException {
    Secret first = Secret.of(trimble.demo().refreshToken());

    var granted = (GrantRefresh.Granted) trimble.refresh(first);

    assertThat(granted.refreshToken()).isNotEqualTo(first);
    assertThat(granted.lifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(trimble.adapter().leafScopes(granted.providerScopes()))
        .containsExactly("FIELDS:READ");
    assertThat(trimble.refresh(first)).isInstanceOf(GrantRefresh.Refused.class);
    assertThat(trimble.refresh(granted.refreshToken())).isInstanceOf(GrantRefresh.Granted.class);
    assertThat(trimble.calls().toString())
        .doesNotContain(granted.accessToken().reveal())
        .doesNotContain(granted.refreshToken().reveal());
  }

  @Test
  void findsOutThatAGrantIsDeadAndThatTheClientIsWrong() throws InterruptedException {
    Secret token = Secret.of(trimble.demo().refreshToken());
    assertThat(trimble.refresh("wrong", token))
        .isInstanceOfSatisfying(
            GrantRefresh.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isInstanceOfSatisfying(
                        ProviderFailure.ApplicationRefused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo("invalid_client")));

    trimble.trimble().revokeGrant(token.reveal());
    assertThat(trimble.refresh(token)).isInstanceOf(GrantRefresh.Refused.class);
  }

  @Test
  void listsAllOrganizationsOverBookmarks() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    trimble.control().clearRequests();

    List<OrganizationRecord> all = organizations(session);

    assertThat(all)
        .hasSize(SimulatedTrimble.ORGANIZATIONS)
        .doesNotHaveDuplicates()
        .allMatch(it -> it.access() == OrganizationAccess.CONNECTED)
        .allMatch(it -> it.managementUri().isEmpty())
        .allMatch(it -> it.unlinked().equals(Set.of(RecordKind.GROWER)));
    assertThat(trimble.control().requests()).hasSize(3);
  }

  @Test
  void findsOneOrganizationByLookingThroughTheList() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    List<OrganizationRecord> all = organizations(session);

    assertThat(trimble.adapter().lookUpOrganization(session, all.getLast().providerOrgId()))
        .isEqualTo(new OrganizationLookup.Found(all.getLast()));
    assertThat(trimble.adapter().lookUpOrganization(session, "of another account"))
        .isEqualTo(new OrganizationLookup.NotVisible());
  }

  @Test
  void losesAnOrganizationThatIsNoLongerAuthorized() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    String lost = organizations(session).getFirst().providerOrgId();
    trimble.trimble().unauthorize(lost);

    assertThat(organizations(session))
        .hasSize(SimulatedTrimble.ORGANIZATIONS - 1)
        .extracting(OrganizationRecord::providerOrgId)
        .doesNotContain(lost);
    assertThat(trimble.adapter().lookUpOrganization(session, lost))
        .isEqualTo(new OrganizationLookup.NotVisible());
    for (FieldDataListing listing : trimble.adapter().fieldDataListings(Set.of())) {
      assertThat(trimble.adapter().fetchFieldData(session, lost, listing, START))
          .isEqualTo(new Fetch.Failed<>(new Forbidden()));
      // That there are no clients does not say that there is no organization.
      assertThat(trimble.adapter().fetchFieldData(session, "unknown", listing, START))
          .isEqualTo(
              new Fetch.Failed<>(
                  listing.name().equals("clients") ? new Forbidden() : new NotFound()));
    }
  }

  @Test
  void readsFarmsFieldsAndBoundariesOverBookmarks() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    String organization = organizations(session).getFirst().providerOrgId();
    trimble.control().clearRequests();

    List<FieldDataRecord> fieldData = fieldData(session, organization);

    List<FieldRecord> fields = only(fieldData, FieldRecord.class);
    assertThat(trimble.adapter().kinds()).containsExactlyInAnyOrder(RecordKind.values());
    assertThat(only(fieldData, GrowerRecord.class))
        .isNotEmpty()
        .allMatch(grower -> !grower.name().isBlank())
        .extracting(GrowerRecord::providerId)
        .containsAll(
            only(fieldData, FarmRecord.class).stream().map(FarmRecord::providerGrowerId).toList());
    assertThat(only(fieldData, FarmRecord.class))
        .doesNotHaveDuplicates()
        .allMatch(farm -> !farm.name().isBlank());
    assertThat(fields)
        .hasSize(trimble.trimble().fieldData(organization).fieldCount())
        .doesNotHaveDuplicates()
        .allMatch(field -> field.providerGrowerId().isEmpty());
    assertThat(only(fieldData, FarmRecord.class))
        .extracting(FarmRecord::providerId)
        .containsAll(
            fields.stream().map(FieldRecord::providerFarmId).filter(id -> !id.isEmpty()).toList());
    assertThat(only(fieldData, BoundaryRecord.class))
        .isNotEmpty()
        .allMatch(boundary -> boundary.hectares() > 0)
        .extracting(BoundaryRecord::providerFieldId)
        .isSubsetOf(fields.stream().map(FieldRecord::providerId).toList());
    assertThat(trimble.control().requests())
        .extracting(ReceivedRequest::target)
        .filteredOn(target -> target.contains("/fields"))
        .hasSize((fields.size() + 1) / 2);
  }

  @Test
  void takesFarmsFromFieldsWhereTheHostHasNoListOfThem() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    String organization = organizations(session).getFirst().providerOrgId();
    List<FieldDataRecord> listed = fieldData(session, organization);
    for (TrimbleForms.ParentForm parents :
        List.of(TrimbleForms.ParentForm.NOT_FOUND, TrimbleForms.ParentForm.FORBIDDEN)) {
      trimble.with(forms -> forms.withParents(parents));

      assertThat(
              trimble
                  .adapter()
                  .fetchFieldData(
                      session,
                      organization,
                      trimble.adapter().fieldDataListings(Set.of()).getFirst(),
                      START))
          .isEqualTo(new Fetch.Failed<>(new Forbidden()));
      List<FieldDataRecord> alone =
          complete(
              cursor ->
                  trimble
                      .adapter()
                      .fetchFieldData(
                          session,
                          organization,
                          trimble.adapter().fieldDataListings(Set.of()).get(1),
                          cursor));
      assertThat(only(alone, FieldRecord.class))
          .containsExactlyInAnyOrderElementsOf(only(listed, FieldRecord.class));
      assertThat(only(alone, FarmRecord.class))
          .isNotEmpty()
          .allMatch(farm -> farm.name().isEmpty() && farm.providerGrowerId().isEmpty());
    }
  }

  @Test
  void findsTheClientOfAFarmWhereverItIsNamed() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    String organization = organizations(session).getFirst().providerOrgId();
    for (TrimbleForms.ClientLink link : TrimbleForms.ClientLink.values()) {
      trimble.with(forms -> forms.withClientLink(link));

      List<FieldDataRecord> fieldData = fieldData(session, organization);

      boolean inFarm =
          link == TrimbleForms.ClientLink.FARM || link == TrimbleForms.ClientLink.NESTED;
      assertThat(only(fieldData, FarmRecord.class))
          .as("%s", link)
          .isNotEmpty()
          .allMatch(farm -> farm.providerGrowerId().isEmpty() != inFarm);
      assertThat(
              only(fieldData, FieldRecord.class).stream().anyMatch(TrimbleAdapterIT::namesGrower))
          .as("%s", link)
          .isEqualTo(link == TrimbleForms.ClientLink.FIELD);
    }
  }

  private static boolean namesGrower(FieldRecord field) {
    return !field.providerGrowerId().isEmpty();
  }

  @Test
  void leavesOutWhatIsRetired() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    String organization = organizations(session).getFirst().providerOrgId();
    String retired =
        only(fieldData(session, organization), FieldRecord.class).getFirst().providerId();
    trimble.trimble().fieldData(organization).archiveField(retired);
    for (TrimbleForms.Retired form : TrimbleForms.Retired.values()) {
      trimble.with(forms -> forms.withRetired(form));

      assertThat(only(fieldData(session, organization), FieldRecord.class))
          .as("%s", form)
          .isNotEmpty()
          .extracting(FieldRecord::providerId)
          .doesNotContain(retired);
    }
  }

  @Test
  void readsHolesAndSeveralPieces() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    String organization = organizations(session).getFirst().providerOrgId();
    String field = fieldWithBoundary(session, organization);
    trimble
        .trimble()
        .fieldData(organization)
        .reshapeBoundary(
            field, List.of(ring(true, 41, 0.03), ring(false, 41.01, 0.01), ring(true, 42, 0.01)));

    var boundary =
        only(fieldData(session, organization), BoundaryRecord.class).stream()
            .filter(it -> it.providerFieldId().equals(field))
            .findFirst()
            .orElseThrow();

    assertThat(boundary.shape().polygons()).hasSize(2);
    assertThat(boundary.shape().polygons().getFirst().rings())
        .extracting(Ring::type)
        .containsExactly(RingType.EXTERIOR, RingType.INTERIOR);
    assertThat(boundary.shape().polygons().getLast().rings().getFirst().positions())
        .hasSize(5)
        .allSatisfy(place -> assertThat(place.longitude()).isBetween(-93.0, -92.9));
  }

  @Test
  void goesOnAfterAFault() throws InterruptedException {
    ProviderSession session = trimble.signIn();
    var first =
        (Fetch.More<OrganizationRecord>) trimble.adapter().fetchOrganizations(session, START);
    String path = "*/config/organizations*";
    trimble.control().addFault(Fault.status(429).onPath(path).retryAfter(Duration.ofMinutes(2)));
    trimble.control().addFault(Fault.cutBody().onPath(path));
    trimble.control().addFault(Fault.expireToken().onPath(path));

    assertThat(trimble.adapter().fetchOrganizations(session, first.next()))
        .isEqualTo(new Fetch.Failed<>(new Throttled(Duration.ofMinutes(2))));
    assertThat(trimble.adapter().fetchOrganizations(session, first.next()))
        .isInstanceOfSatisfying(
            Fetch.Failed.class, it -> assertThat(it.failure()).isInstanceOf(InvalidResponse.class));
    assertThat(trimble.adapter().fetchOrganizations(session, first.next()))
        .isEqualTo(new Fetch.Failed<>(new Unauthorized()));
    assertThat(trimble.adapter().fetchOrganizations(trimble.signIn(), first.next()))
        .isInstanceOf(Fetch.More.class);
  }

  private String fieldWithBoundary(ProviderSession session, String organization)
      throws InterruptedException {
    return only(fieldData(session, organization), BoundaryRecord.class)
        .getFirst()
        .providerFieldId();
  }

  private static Boundary.Ring ring(boolean exterior, double south, double side) {
    return new Boundary.Ring(
        exterior,
        true,
        List.of(
            new Point(south, -93),
            new Point(south, -93 + side),
            new Point(south + side, -93 + side),
            new Point(south + side, -93),
            new Point(south, -93)));
  }

  private List<OrganizationRecord> organizations(ProviderSession session)
      throws InterruptedException {
    return complete(cursor -> trimble.adapter().fetchOrganizations(session, cursor));
  }

  private List<FieldDataRecord> fieldData(ProviderSession session, String organization)
      throws InterruptedException {
    List<FieldDataRecord> all = new ArrayList<>();
    for (FieldDataListing listing : trimble.adapter().fieldDataListings(Set.of())) {
      all.addAll(
          complete(
              cursor -> trimble.adapter().fetchFieldData(session, organization, listing, cursor)));
    }
    return all;
  }

  private static <R> List<R> complete(Page<R> pages) throws InterruptedException {
    List<R> all = new ArrayList<>();
    Fetch<R> page = pages.from(START);
    while (page instanceof Fetch.More<R>(List<R> records, Cursor next)) {
      all.addAll(records);
      page = pages.from(next);
    }
    all.addAll(((Fetch.Last<R>) page).records());
    return all;
  }

  private static <T extends FieldDataRecord> List<T> only(
      List<FieldDataRecord> fieldData, Class<T> kind) {
    return fieldData.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
