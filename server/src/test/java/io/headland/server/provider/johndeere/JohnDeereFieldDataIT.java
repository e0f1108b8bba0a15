package io.headland.server.provider.johndeere;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ActionRequired;
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
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.Switches.Changed;
import io.headland.simulator.johndeere.world.Switches.FieldSignatures;
import io.headland.simulator.johndeere.world.Switches.FirstSignature;
import io.headland.simulator.johndeere.world.Switches.Form;
import io.headland.simulator.johndeere.world.Switches.ListTotal;
import io.headland.simulator.johndeere.world.Switches.PagingStyle;
import io.headland.simulator.johndeere.world.Switches.Unchanged;
import io.headland.simulator.traffic.ReceivedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What lies beneath an organization, against the simulator.
@Timeout(60)
class JohnDeereFieldDataIT {
  private static final Cursor START = new Cursor.Start();
  private static final String FIELDS = "/platform/organizations/9001/fields*";

  /// What reading a listing to its end came to.
  private record Whole(List<FieldDataRecord> records, String signature, int pages) {}

  private final SimulatedDeere deere = new SimulatedDeere();
  private final SimulatedFieldData fieldData = new SimulatedFieldData(deere);

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void readsGrowersThenFarmsThenFieldsWithTheirBoundaries() throws InterruptedException {
    fieldData.with(3);
    ProviderSession session = deere.signIn();

    assertThat(listings())
        .extracting(FieldDataListing::name)
        .containsExactly("clients", "farms", "fields");
    assertThat(complete(session, "clients").records())
        .containsExactly(new GrowerRecord("c-1", "Anderson"), new GrowerRecord("c-2", "---"));
    assertThat(complete(session, "farms").records())
        .containsExactly(
            new FarmRecord("fa-1", "Home", "c-1"),
            new FarmRecord("fa-2", "---", "c-1"),
            new FarmRecord("fa-3", "---", "c-2"));
    assertThat(complete(session, "fields").records())
        .hasSize(6)
        .contains(new FieldRecord("fi-2", "Field 2", "fa-3", "c-2"))
        .filteredOn(BoundaryRecord.class::isInstance)
        .map(BoundaryRecord.class::cast)
        .allSatisfy(it -> assertThat(it.hectares()).isBetween(80.0, 100.0))
        .extracting(BoundaryRecord::providerFieldId)
        .containsExactly("fi-0", "fi-1", "fi-2");
  }

  @Test
  void readsHolesAndSeveralPieces() throws InterruptedException {
    fieldData
        .with(3)
        .changeLastField(
            field ->
                SimulatedFieldData.withRings(
                    field,
                    SimulatedFieldData.ring(true, 41, -93, 0.03),
                    SimulatedFieldData.ring(false, 41.01, -92.99, 0.01),
                    SimulatedFieldData.ring(true, 42, -93, 0.01)));

    var boundary = (BoundaryRecord) complete(deere.signIn(), "fields").records().getLast();

    List<Ring> rings =
        boundary.shape().polygons().stream().flatMap(it -> it.rings().stream()).toList();
    assertThat(rings)
        .extracting(Ring::type)
        .containsExactly(RingType.EXTERIOR, RingType.INTERIOR, RingType.EXTERIOR);
    assertThat(rings.getFirst().positions())
        .hasSize(5)
        .startsWith(rings.getFirst().positions().getLast());
    assertThat(rings.getFirst().positions().getFirst().longitude()).isEqualTo(-93);
    assertThat(rings.getFirst().positions().getFirst().latitude()).isEqualTo(41);
  }

  /// Links name `api.deere.com`, which was not called and must not be.
  @ParameterizedTest
  @EnumSource(PagingStyle.class)
  void readsManyFieldsInPagesOfAHundred(PagingStyle style) throws InterruptedException {
    deere
        .control()
        .changeSwitches(
            it ->
                it.withPaging(style)
                    .withLegacyPaging(Form.ACCEPT)
                    .withFieldSignatures(FieldSignatures.ABSENT)
                    .withLinkBase(URI.create("https://api.deere.com")));
    fieldData.with(250);
    ProviderSession session = deere.signIn();

    Whole complete = complete(session, "fields");

    assertThat(complete.records()).hasSize(500).doesNotHaveDuplicates();
    assertThat(complete.pages()).isEqualTo(3);
    assertThat(complete(session, "fields").signature())
        .isEqualTo(complete.signature())
        .startsWith("b-250-");
  }

  @ParameterizedTest
  @EnumSource(Unchanged.class)
  void paysThreeCallsForAnOrganizationThatIsUnchanged(Unchanged response)
      throws InterruptedException {
    deere.control().changeSwitches(it -> it.withSignatureUnchanged(response));
    fieldData.with(250);
    ProviderSession session = deere.signIn();
    Map<String, Whole> before = wholes(session);
    deere.control().clearRequests();

    for (FieldDataListing listing : listings()) {
      Whole known = requireNonNull(before.get(listing.name()));
      assertThat(fetch(session, listing, new Cursor.StartIfChanged(known.signature())))
          .isEqualTo(
              response == Unchanged.NO_SIGNATURE
                  ? new Fetch.Last<>(known.records(), known.signature())
                  : new Fetch.Unchanged<>());
    }

    assertThat(deere.control().requests())
        .extracting(ReceivedRequest::target)
        .containsExactly(
            "/platform/organizations/9001/clients",
            "/platform/organizations/9001/farms",
            "/platform/organizations/9001/fields?embed=clients,farms,activeBoundary"
                + "&pageOffset=0&itemLimit=100");
  }

  @Test
  void paysOneLightCallForUnchangedFieldsWithoutSignatures() throws InterruptedException {
    deere.control().changeSwitches(it -> it.withFieldSignatures(FieldSignatures.ABSENT));
    fieldData.with(250);
    ProviderSession session = deere.signIn();
    Cursor again = new Cursor.StartIfChanged(complete(session, "fields").signature());
    deere.control().clearRequests();

    assertThat(fetch(session, listing("fields"), again)).isInstanceOf(Fetch.Unchanged.class);
    assertThat(deere.control().requests())
        .extracting(ReceivedRequest::target)
        .containsExactly("/platform/organizations/9001/fields?showLinks=none");
  }

  /// Every form of request that is not recorded traffic, taken, ignored and rejected.
  @ParameterizedTest
  @MethodSource("forms")
  void readsEverythingAndNoticesChangesWhateverFormsAreTaken(String name, Switches switches)
      throws InterruptedException {
    deere.control().changeSwitches(_ -> switches);
    fieldData.with(250);
    ProviderSession session = deere.signIn();

    assertThat(complete(session, "clients").records()).hasSize(2);
    Whole before = complete(session, "fields");
    assertThat(before.records()).hasSize(500).doesNotHaveDuplicates();
    Cursor again = new Cursor.StartIfChanged(before.signature());
    Whole unchanged = complete(session, listing("fields"), again);
    assertThat(unchanged.records()).isIn(List.of(), before.records());

    fieldData.changeLastField(SimulatedFieldData::archived);
    assertThat(complete(session, listing("fields"), again).records()).hasSize(498);
  }

  static Stream<Arguments> forms() {
    Switches defaults = Switches.defaults();
    Stream.Builder<Arguments> all = Stream.builder();
    all.add(arguments("alternatives", Switches.alternatives().withRotation(false)));
    for (FirstSignature first : FirstSignature.values()) {
      all.add(arguments("first " + first, defaults.withFirstSignature(first)));
    }
    for (ListTotal total : List.of(ListTotal.TEXT, ListTotal.ABSENT, ListTotal.OF_PAGE)) {
      for (FieldSignatures signatures : FieldSignatures.values()) {
        all.add(
            arguments(
                "total " + total + ", signatures " + signatures,
                defaults.withListTotal(total).withFieldSignatures(signatures)));
      }
    }
    for (Form legacy : Form.values()) {
      all.add(
          arguments(
              "matrix links, legacy paging " + legacy,
              defaults
                  .withPaging(PagingStyle.MATRIX)
                  .withLegacyPaging(legacy)
                  .withFieldSignatures(FieldSignatures.ABSENT)));
    }
    for (int largest : List.of(10, 33)) {
      all.add(
          arguments(
              "pages have at most " + largest + " records",
              defaults
                  .withLargestPage(largest)
                  .withNoPaging(Form.IGNORE)
                  .withFieldSignatures(FieldSignatures.ABSENT)));
    }
    for (int status : List.of(400, 403, 405, 406, 500)) {
      for (Form noPaging : List.of(Form.IGNORE, Form.FAIL)) {
        for (FieldSignatures signatures : FieldSignatures.values()) {
          all.add(
              arguments(
                  "no paging " + noPaging + ", signatures " + signatures + ", " + status,
                  defaults
                      .withNoPaging(noPaging)
                      .withFieldSignatures(signatures)
                      .withRejectionStatus(status)));
        }
      }
    }
    return all.build();
  }

  @Test
  void saysThatAListingIsShorterThanItsTotal() throws InterruptedException {
    deere.control().changeSwitches(it -> it.withListTotal(ListTotal.TOO_HIGH));
    fieldData.with(3);
    ProviderSession session = deere.signIn();

    var more = (Fetch.More<FieldDataRecord>) fetch(session, listing("fields"), START);

    assertThat(more.records()).hasSize(6);
    assertThat(fetch(session, listing("fields"), more.next()))
        .isEqualTo(new Fetch.Incomplete<>(List.of(), 7));
  }

  /// With at most a page of fields, the page is read in place of asking whether it changed.
  @Test
  void paysThreeCallsForASmallOrganizationToo() throws InterruptedException {
    fieldData.with(90);
    ProviderSession session = deere.signIn();
    Map<String, String> signatures = signatures(session);
    deere.control().clearRequests();

    for (FieldDataListing listing : listings()) {
      if (fetch(session, listing, ifChanged(signatures, listing)) instanceof Fetch.Changed) {
        assertThat(complete(session, listing).pages()).isEqualTo(1);
      }
    }

    assertThat(deere.control().requests()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Changed.class)
  void noticesChangedGrowersAndFarms(Changed response) throws InterruptedException {
    deere.control().changeSwitches(it -> it.withSignatureChanged(response));
    fieldData.with(9);
    ProviderSession session = deere.signIn();
    Map<String, String> signatures = signatures(session);
    var before = deere.control().world().findOrganization(SimulatedFieldData.ORG).orElseThrow();
    deere.control().putOrganization(before.withClients(List.of(before.clients().getFirst())));

    for (String name : List.of("clients", "farms")) {
      FieldDataListing listing = listing(name);
      assertThat(fetch(session, listing, ifChanged(signatures, listing)))
          .isInstanceOf(Fetch.Changed.class);
      Whole now = complete(session, listing);
      assertThat(now.records()).hasSize(name.equals("clients") ? 1 : 2);
      assertThat(now.signature()).isNotEqualTo(signatures.get(name));
    }
  }

  @Test
  void noticesAFieldThatWasTouchedAndOneThatWasArchived() throws InterruptedException {
    fieldData.with(250);
    ProviderSession session = deere.signIn();
    Cursor again = new Cursor.StartIfChanged(complete(session, "fields").signature());

    fieldData.changeLastField(SimulatedFieldData::touched);
    assertThat(fetch(session, listing("fields"), again)).isInstanceOf(Fetch.Changed.class);

    fieldData.changeLastField(SimulatedFieldData::archived);
    assertThat(fetch(session, listing("fields"), again)).isInstanceOf(Fetch.Changed.class);
    assertThat(complete(session, "fields").records()).hasSize(498);
  }

  @Test
  void readsNothingThatAnOrganizationWithholds() throws InterruptedException {
    fieldData.with(3);
    deere.control().withholdRels(SimulatedFieldData.ORG, "clients", "boundaries");
    ProviderSession session = deere.signIn();

    Set<RecordKind> unlinked = organization(session).unlinked();
    List<FieldDataListing> listings = deere.adapter().fieldDataListings(unlinked);

    assertThat(unlinked).containsExactlyInAnyOrder(RecordKind.GROWER, RecordKind.BOUNDARY);
    assertThat(listings)
        .containsExactly(
            new FieldDataListing("farms", Set.of(RecordKind.FARM)),
            new FieldDataListing("fields", Set.of(RecordKind.FIELD)));
    assertThat(complete(session, listings.getLast()).records())
        .containsExactly(
            new FieldRecord("fi-0", "Field 0", "fa-1", ""),
            new FieldRecord("fi-1", "Field 1", "fa-2", ""),
            new FieldRecord("fi-2", "Field 2", "fa-3", ""));
  }

  @Test
  void readsNeitherFieldsNorBoundariesWithoutFields() {
    assertThat(deere.adapter().fieldDataListings(Set.of(RecordKind.FIELD)))
        .extracting(FieldDataListing::name)
        .containsExactly("clients", "farms");
    assertThat(deere.adapter().fieldDataListings(deere.adapter().kinds())).isEmpty();
  }

  @Test
  void goesOnWithAnotherTokenWhereTheFirstWasRefused() throws InterruptedException {
    deere.control().changeSwitches(it -> it.withFieldSignatures(FieldSignatures.ABSENT));
    fieldData.with(250);
    var first = (Fetch.More<FieldDataRecord>) fetch(deere.signIn(), listing("fields"), START);
    ProviderSession stale = deere.signIn();
    deere.control().addFault(Fault.expireToken().onPath(FIELDS));

    assertThat(failure(fetch(stale, listing("fields"), first.next())))
        .isEqualTo(new Unauthorized());

    ProviderSession fresh = deere.signIn();
    var second = (Fetch.More<FieldDataRecord>) fetch(fresh, listing("fields"), first.next());
    var last = (Fetch.Last<FieldDataRecord>) fetch(fresh, listing("fields"), second.next());
    assertThat(last.records()).hasSize(100);
    assertThat(last.signature()).startsWith("b-250-");
  }

  @Test
  void repeatsAPageAfterAFault() throws InterruptedException {
    deere.control().changeSwitches(it -> it.withFieldSignatures(FieldSignatures.ABSENT));
    fieldData.with(250);
    ProviderSession session = deere.signIn();
    var first = (Fetch.More<FieldDataRecord>) fetch(session, listing("fields"), START);
    deere.control().addFault(Fault.status(429).onPath(FIELDS).retryAfter(Duration.ofMinutes(2)));
    deere.control().addFault(Fault.cutBody().onPath(FIELDS));
    deere.control().addFault(Fault.brokenJson().onPath(FIELDS));

    assertThat(failure(fetch(session, listing("fields"), first.next())))
        .isEqualTo(new Throttled(Duration.ofMinutes(2)));
    assertThat(failure(fetch(session, listing("fields"), first.next())))
        .isInstanceOf(InvalidResponse.class);
    assertThat(failure(fetch(session, listing("fields"), first.next())))
        .isInstanceOf(InvalidResponse.class);
    assertThat(fetch(session, listing("fields"), first.next())).isInstanceOf(Fetch.More.class);
  }

  @Test
  void tellsWhyAnOrganizationIsClosed() throws InterruptedException {
    fieldData.with(3);
    ProviderSession session = deere.signIn();

    deere.control().restrict(SimulatedFieldData.ORG, "https://terms.deere.test/accept");
    for (FieldDataListing listing : listings()) {
      assertThat(failure(fetch(session, listing, START)))
          .isEqualTo(new ActionRequired("https://terms.deere.test/accept"));
    }
    deere.control().unrestrict(SimulatedFieldData.ORG);
    deere.control().disconnect(SimulatedFieldData.ORG);
    for (FieldDataListing listing : listings()) {
      assertThat(failure(fetch(session, listing, START))).isEqualTo(new Forbidden());
    }
    deere.control().removeOrganization(SimulatedFieldData.ORG);
    for (FieldDataListing listing : listings()) {
      assertThat(failure(fetch(session, listing, START))).isEqualTo(new NotFound());
    }
  }

  private Map<String, Whole> wholes(ProviderSession session) throws InterruptedException {
    Map<String, Whole> wholes = new LinkedHashMap<>();
    for (FieldDataListing listing : listings()) {
      wholes.put(listing.name(), complete(session, listing));
    }
    return wholes;
  }

  private Map<String, String> signatures(ProviderSession session) throws InterruptedException {
    Map<String, String> signatures = new LinkedHashMap<>();
    wholes(session).forEach((name, complete) -> signatures.put(name, complete.signature()));
    return signatures;
  }

  private static Cursor ifChanged(Map<String, String> signatures, FieldDataListing listing) {
    return new Cursor.StartIfChanged(signatures.getOrDefault(listing.name(), ""));
  }

  private Whole complete(ProviderSession session, String name) throws InterruptedException {
    return complete(session, listing(name));
  }

  private Whole complete(ProviderSession session, FieldDataListing listing)
      throws InterruptedException {
    return complete(session, listing, START);
  }

  /// As the engine reads it; nothing where nothing changed.
  private Whole complete(ProviderSession session, FieldDataListing listing, Cursor from)
      throws InterruptedException {
    List<FieldDataRecord> all = new ArrayList<>();
    Fetch<FieldDataRecord> page = fetch(session, listing, from);
    page = page instanceof Fetch.Changed ? fetch(session, listing, START) : page;
    int pages = 1;
    while (page instanceof Fetch.More(List<FieldDataRecord> records, Cursor next)) {
      all.addAll(records);
      page = fetch(session, listing, next);
      pages++;
    }
    if (page instanceof Fetch.Unchanged) {
      return new Whole(List.of(), "", pages);
    }
    var last = (Fetch.Last<FieldDataRecord>) page;
    all.addAll(last.records());
    return new Whole(all, last.signature(), pages);
  }

  private OrganizationRecord organization(ProviderSession session) throws InterruptedException {
    return deere.listed(session).records().stream()
        .filter(it -> it.providerOrgId().equals(SimulatedFieldData.ORG))
        .findFirst()
        .orElseThrow();
  }

  private List<FieldDataListing> listings() {
    return deere.adapter().fieldDataListings(Set.of());
  }

  private FieldDataListing listing(String name) {
    return listings().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private Fetch<FieldDataRecord> fetch(
      ProviderSession session, FieldDataListing listing, Cursor from) throws InterruptedException {
    return deere.adapter().fetchFieldData(session, SimulatedFieldData.ORG, listing, from);
  }

  private static ProviderFailure failure(Fetch<FieldDataRecord> fetch) {
    return ((Fetch.Failed<FieldDataRecord>) fetch).failure();
  }
}
