package io.headland.server.provider.johndeere;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ProviderResponse.Truncated;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.FieldDataWrites;
import io.headland.server.provider.FieldDataWrites.Creation.Created;
import io.headland.server.provider.FieldDataWrites.Creation.Refused;
import io.headland.server.provider.FieldDataWrites.Finding.Absent;
import io.headland.server.provider.FieldDataWrites.Finding.Found;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.Shape;
import io.headland.server.provider.WireJson;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Creates clients, farms, fields and boundaries, and finds existing ones by name.
///
/// Names are unique: those of clients in an organization, of farms in a client, of fields in a
/// farm. The response to a creation is 201, or 200 for clients in Deere's documents, with an
/// address in `Location` and without a body.
final class JohnDeereWrites implements FieldDataWrites {
  private static final int MAX_PAGES = 10_000;

  private final JohnDeereClient client;
  private final FieldDataMapper mapper = new FieldDataMapper();

  JohnDeereWrites(JohnDeereClient client) {
    this.client = client;
  }

  @Override
  public Finding findGrower(ProviderSession session, String providerOrgId, String name)
      throws InterruptedException {
    return find(session, clients(providerOrgId), mapper::growers, name);
  }

  @Override
  public Finding findFarm(
      ProviderSession session, String providerOrgId, String providerGrowerId, String name)
      throws InterruptedException {
    return find(
        session, below(clients(providerOrgId), providerGrowerId, "farms"), mapper::farms, name);
  }

  @Override
  public Finding findField(
      ProviderSession session, String providerOrgId, String providerFarmId, String name)
      throws InterruptedException {
    return find(
        session,
        below(farms(providerOrgId), providerFarmId, "fields"),
        body -> mapper.fields(body, FieldDigest.NONE).map(FieldDataMapper.FieldsPage::page),
        name);
  }

  @Override
  public Finding findBoundary(ProviderSession session, String providerOrgId, String providerFieldId)
      throws InterruptedException {
    ProviderResponse response =
        client.field(session, providerOrgId, providerFieldId, "embed=activeBoundary");
    return response instanceof Complete(int status, _, ResponseBody body) && status == 200
        ? boundary(body)
        : new Finding.Failed(JohnDeereFailures.of(response));
  }

  private Finding boundary(ResponseBody body) {
    return switch (mapper.field(body)) {
      case Unreadable(String reason) -> new Finding.Failed(new InvalidResponse(reason));
      case Read(List<FieldDataRecord> records) when records.isEmpty() ->
          new Finding.Failed(new ProviderFailure.NotFound());
      case Read(List<FieldDataRecord> records)
          when records.stream().anyMatch(FieldDataRecord.UnreadableBoundary.class::isInstance) ->
          new Finding.Failed(new InvalidResponse("a boundary that cannot be read"));
      case Read(List<FieldDataRecord> records) ->
          records.stream()
              .map(JohnDeereWrites::read)
              .filter(BoundaryRecord.class::isInstance)
              .<Finding>map(record -> new Found(record.providerId()))
              .findFirst()
              .orElseGet(Absent::new);
    };
  }

  @Override
  public Creation createGrower(ProviderSession session, String providerOrgId, String name)
      throws InterruptedException {
    return create(session, clients(providerOrgId), WriteBodies.client(name));
  }

  @Override
  public Creation createFarm(
      ProviderSession session, String providerOrgId, String providerGrowerId, String name)
      throws InterruptedException {
    String parent = clients(providerOrgId) + "/" + JohnDeereClient.segment(providerGrowerId);
    String uri = client.links(session).below(parent).toString();
    return create(session, farms(providerOrgId), WriteBodies.farm(name, uri));
  }

  @Override
  public Creation createField(
      ProviderSession session,
      String providerOrgId,
      String providerGrowerId,
      String providerFarmId,
      String name)
      throws InterruptedException {
    return create(
        session, fields(providerOrgId), WriteBodies.field(name, providerGrowerId, providerFarmId));
  }

  @Override
  public Creation createBoundary(
      ProviderSession session,
      String providerOrgId,
      String providerFieldId,
      String name,
      Shape shape)
      throws InterruptedException {
    return create(
        session,
        below(fields(providerOrgId), providerFieldId, "boundaries"),
        WriteBodies.boundary(name, shape));
  }

  private Finding find(
      ProviderSession session,
      String path,
      Function<ResponseBody, Reading<ListingPage<FieldDataRecord>>> reader,
      String name)
      throws InterruptedException {
    var listing = new SignedListing<>(client, path, reader);
    Cursor cursor = new Cursor.Start();
    for (int page = 0; page < MAX_PAGES; page++) {
      Fetch<FieldDataRecord> fetched = listing.fetch(session, cursor);
      Optional<String> found = named(records(fetched), name);
      if (found.isPresent()) {
        return new Found(found.get());
      }
      switch (fetched) {
        case Fetch.More<FieldDataRecord>(_, Cursor next) -> cursor = next;
        case Fetch.Last<FieldDataRecord> _ -> {
          return new Absent();
        }
        case Fetch.Incomplete<FieldDataRecord> _ -> {
          return new Finding.Failed(new InvalidResponse("a listing that is not complete"));
        }
        case Fetch.Changed<FieldDataRecord> _, Fetch.Unchanged<FieldDataRecord> _ ->
            cursor = new Cursor.Start();
        case Fetch.Failed<FieldDataRecord>(ProviderFailure failure) -> {
          return new Finding.Failed(failure);
        }
      }
    }
    return new Finding.Failed(new InvalidResponse("the listing has no end"));
  }

  private static List<FieldDataRecord> records(Fetch<FieldDataRecord> fetched) {
    return switch (fetched) {
      case Fetch.More<FieldDataRecord>(var records, _) -> records;
      case Fetch.Last<FieldDataRecord>(var records, _) -> records;
      case Fetch.Incomplete<FieldDataRecord>(var records, _) -> records;
      case Fetch.Changed<FieldDataRecord> _,
          Fetch.Unchanged<FieldDataRecord> _,
          Fetch.Failed<FieldDataRecord> _ ->
          List.of();
    };
  }

  private static Optional<String> named(List<FieldDataRecord> records, String name) {
    return records.stream()
        .map(JohnDeereWrites::read)
        .filter(record -> name.equals(name(record)))
        .map(FieldDataRecord::providerId)
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  /// The record itself, even if some of its values could not be read.
  private static FieldDataRecord read(FieldDataRecord record) {
    return record instanceof FieldDataRecord.Incomplete(FieldDataRecord inner) ? inner : record;
  }

  private static String name(FieldDataRecord record) {
    return switch (record) {
      case GrowerRecord grower -> grower.name();
      case FarmRecord farm -> farm.name();
      case FieldRecord field -> field.name();
      case BoundaryRecord _, FieldDataRecord.Remark _ -> "";
    };
  }

  private Creation create(ProviderSession session, String path, Secret body)
      throws InterruptedException {
    ProviderResponse response = client.write(session, "POST", path, body);
    return switch (response) {
      case Complete(int status, ResponseHeaders headers, _) when status / 100 == 2 ->
          new Created(id(headers));
      // The body is not required: the head states that the record was created, and its address.
      case Truncated(int status, ResponseHeaders headers, _) when status / 100 == 2 ->
          new Created(id(headers));
      case Complete(int status, _, ResponseBody errors)
          when status == 400 || status == 409 || status == 422 ->
          new Refused(status, error(session, errors));
      case ProviderResponse other -> new Creation.Failed(JohnDeereFailures.of(other));
    };
  }

  /// The last segment of the address; blank when there is none.
  private static String id(ResponseHeaders headers) {
    String location =
        headers.findFirst("Location").orElse("").replaceFirst("[?#].*", "").replaceFirst("/+$", "");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static ProviderError error(ProviderSession session, ResponseBody body) {
    return WireJson.read(body, WriteErrorsBody.class) instanceof Read(WriteErrorsBody read)
            && read.errors() != null
        ? read.errors().stream()
            .filter(Objects::nonNull)
            .findFirst()
            .map(
                it ->
                    new ProviderError(
                        FieldDataMapper.text(it.code()), FieldDataMapper.text(it.message())))
            .map(error -> error.without(session.credential().secrets().values()))
            .map(error -> error.without(List.of(session.accessToken())))
            .orElse(ProviderError.NONE)
        : ProviderError.NONE;
  }

  private static String clients(String providerOrgId) {
    return JohnDeereClient.pathOf(providerOrgId) + "/clients";
  }

  private static String farms(String providerOrgId) {
    return JohnDeereClient.pathOf(providerOrgId) + "/farms";
  }

  private static String fields(String providerOrgId) {
    return JohnDeereClient.pathOf(providerOrgId) + "/fields";
  }

  private static String below(String list, String id, String kind) {
    return list + "/" + JohnDeereClient.segment(id) + "/" + kind;
  }

  /// The response to a write that John Deere rejects: the errors, with codes such as
  /// `CFF_FIELD_NAME_EXISTS`.
  record WriteErrorsBody(@Nullable List<@Nullable WriteError> errors) {
    record WriteError(@Nullable String code, @Nullable String message) {}
  }
}
