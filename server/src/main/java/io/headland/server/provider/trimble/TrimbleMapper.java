package io.headland.server.provider.trimble;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.FieldDataRecord.Incomplete;
import io.headland.server.provider.FieldDataRecord.Unexpected;
import io.headland.server.provider.FieldDataRecord.Unidentified;
import io.headland.server.provider.FieldDataRecord.Unread;
import io.headland.server.provider.FieldDataRecord.UnreadableBoundary;
import io.headland.server.provider.Mismatch;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.Shape;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireRecord;
import io.headland.server.provider.trimble.BoundariesBody.TrimbleBoundary;
import io.headland.server.provider.trimble.TrimbleFieldsBody.TrimbleField;
import io.headland.server.provider.trimble.TrimbleOrganizationsBody.TrimbleOrganization;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Maps the JSON of Trimble's API to records.
final class TrimbleMapper {
  /// An organization has no links to its lists, and only newer hosts document the list of clients.
  private static final Set<RecordKind> LISTS_OF_NEWER_HOSTS = Set.of(RecordKind.GROWER);

  /// Trimble lists only authorized organizations, and returns no link to manage them.
  Reading<ResultPage<OrganizationRecord>> organizations(ResponseBody body) {
    return WireJson.readListInAnyCase(body, ResultBody.KEY, TrimbleOrganizationsBody.class)
        .then(TrimbleOrganizationsBody::page)
        .map(
            page ->
                new ResultPage<>(
                    page.records().stream().map(TrimbleMapper::organization).toList(),
                    page.bookmark()));
  }

  Reading<ResultPage<FieldDataRecord>> clients(ResponseBody body) {
    return WireJson.readListInAnyCase(body, ResultBody.KEY, ClientsBody.class)
        .then(ClientsBody::page)
        .map(
            page ->
                new ResultPage<>(
                    records(
                        RecordKind.GROWER,
                        page.records(),
                        (id, client) -> new GrowerRecord(id, text(client.name()))),
                    page.bookmark()));
  }

  Reading<ResultPage<FieldDataRecord>> farms(ResponseBody body) {
    return WireJson.readListInAnyCase(body, ResultBody.KEY, FarmsBody.class)
        .then(FarmsBody::page)
        .map(
            page ->
                new ResultPage<>(
                    records(
                        RecordKind.FARM,
                        page.records(),
                        (id, farm) -> new FarmRecord(id, text(farm.name()), text(farm.growerId()))),
                    page.bookmark()));
  }

  /// Fields of farms that were listed before.
  Reading<ResultPage<FieldDataRecord>> fields(ResponseBody body) {
    return WireJson.readListInAnyCase(body, ResultBody.KEY, TrimbleFieldsBody.class)
        .then(TrimbleFieldsBody::page)
        .map(
            page ->
                new ResultPage<>(
                    records(RecordKind.FIELD, page.records(), TrimbleMapper::field),
                    page.bookmark()));
  }

  /// Fields after their farms, of which only the id is known: for hosts without a list of farms.
  Reading<ResultPage<FieldDataRecord>> fieldsWithFarms(ResponseBody body) {
    return WireJson.readListInAnyCase(body, ResultBody.KEY, TrimbleFieldsBody.class)
        .then(TrimbleFieldsBody::page)
        .map(page -> new ResultPage<>(withFarms(page.records()), page.bookmark()));
  }

  Reading<ResultPage<FieldDataRecord>> boundaries(ResponseBody body) {
    return WireJson.readListInAnyCase(body, ResultBody.KEY, BoundariesBody.class)
        .then(BoundariesBody::page)
        .map(page -> new ResultPage<>(boundaries(page.records()), page.bookmark()));
  }

  private static OrganizationRecord organization(WireRecord<TrimbleOrganization> read) {
    TrimbleOrganization organization = read.body();
    return new OrganizationRecord(
        read.id(),
        organization == null ? "" : text(organization.name()),
        OrganizationAccess.CONNECTED,
        "",
        LISTS_OF_NEWER_HOSTS,
        read.mismatches());
  }

  private static List<FieldDataRecord> withFarms(List<WireRecord<TrimbleField>> fields) {
    Set<FieldDataRecord> farms = new LinkedHashSet<>();
    List<FieldDataRecord> records = new ArrayList<>();
    for (WireRecord<TrimbleField> read : fields) {
      TrimbleField field = read.body();
      if (field == null || read.id().isEmpty()) {
        records.add(new Unidentified(RecordKind.FIELD));
        // Its farm may be one without other fields.
        records.add(new Unidentified(RecordKind.FARM));
      } else {
        String farmId = text(field.farmId());
        if (!farmId.isEmpty()) {
          farms.add(new FarmRecord(farmId, "", ""));
        } else if (read.isIncompleteIn("farmId")) {
          records.add(new Unidentified(RecordKind.FARM));
        }
        FieldDataRecord record = field(read.id(), field);
        records.add(read.isIncomplete() ? new Incomplete(record) : record);
      }
      records.addAll(read.unexpected(RecordKind.FIELD));
    }
    records.addAll(0, farms);
    return records;
  }

  private static FieldDataRecord field(String id, TrimbleField field) {
    return new FieldRecord(id, text(field.name()), text(field.farmId()), text(field.clientId()));
  }

  /// Records of a kind, each created from its id and its body.
  private static <T> List<FieldDataRecord> records(
      RecordKind kind, List<WireRecord<T>> all, BiFunction<String, T, FieldDataRecord> mapping) {
    List<FieldDataRecord> records = new ArrayList<>();
    for (WireRecord<T> read : all) {
      T body = read.body();
      if (body == null || read.id().isEmpty()) {
        records.add(new Unidentified(kind));
      } else {
        FieldDataRecord record = mapping.apply(read.id(), body);
        records.add(read.isIncomplete() ? new Incomplete(record) : record);
      }
      records.addAll(read.unexpected(kind));
    }
    return records;
  }

  private static List<FieldDataRecord> boundaries(List<WireRecord<TrimbleBoundary>> boundaries) {
    List<FieldDataRecord> records = new ArrayList<>();
    for (WireRecord<TrimbleBoundary> read : boundaries) {
      TrimbleBoundary boundary = read.body();
      if (boundary == null || read.id().isEmpty()) {
        records.add(new Unidentified(RecordKind.BOUNDARY));
      } else {
        records.addAll(boundary(read, boundary));
      }
      records.addAll(read.unexpected(RecordKind.BOUNDARY));
    }
    return records;
  }

  /// A boundary without a field is ignored.
  private static List<FieldDataRecord> boundary(
      WireRecord<TrimbleBoundary> read, TrimbleBoundary boundary) {
    String fieldId = text(boundary.fieldId());
    if (fieldId.isEmpty()) {
      return read.isIncompleteIn("fieldId")
          ? List.of(new Unread(RecordKind.BOUNDARY, read.id()))
          : List.of();
    }
    Shape shape = GeometryMapper.shape(boundary.geometry());
    if (shape.isEmpty()) {
      FieldDataRecord unreadable = new UnreadableBoundary(fieldId);
      return read.isIncomplete()
          ? List.of(unreadable)
          : List.of(
              unreadable,
              new Unexpected(
                  RecordKind.BOUNDARY,
                  read.id(),
                  Mismatch.lost("$.geometry", "a Polygon or MultiPolygon with an area")));
    }
    var record = new BoundaryRecord(read.id(), fieldId, shape, hectares(boundary.area()));
    return List.of(read.isIncomplete() ? new Incomplete(record) : record);
  }

  /// 0 if the response has no valid area.
  private static double hectares(double area) {
    return Double.isFinite(area) && area > 0 ? area : 0;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
