package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.FarmRecord;
import io.headland.server.provider.FieldDataRecord.FieldRecord;
import io.headland.server.provider.FieldDataRecord.GrowerRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireRecord;
import io.headland.server.provider.johndeere.FieldBody.FieldsBody;
import io.headland.server.provider.johndeere.ParentBody.ParentsBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Maps the JSON of field data to records. Names such as `---` and ids that consist of zeros are
/// used by Deere and are not changed.
final class FieldDataMapper {
  /// The client in a URI. One in Deere's documents ends with a comma.
  private static final Pattern CLIENT = Pattern.compile("/clients/([^/?#;,\\s]+)");

  /// A page of fields.
  ///
  /// @param digest of the fields only
  record FieldsPage(ListingPage<FieldDataRecord> page, FieldDigest digest) {}

  Reading<ListingPage<FieldDataRecord>> growers(ResponseBody body) {
    return parents(
        body,
        RecordKind.GROWER,
        client -> new GrowerRecord(text(client.id()), text(client.name())));
  }

  Reading<ListingPage<FieldDataRecord>> farms(ResponseBody body) {
    return parents(
        body,
        RecordKind.FARM,
        farm -> new FarmRecord(text(farm.id()), text(farm.name()), growerOf(farm)));
  }

  /// Fields, each followed by its boundary.
  ///
  /// @param before the digest of the previous pages
  Reading<FieldsPage> fields(ResponseBody body, FieldDigest before) {
    return WireJson.readList(body, "values", FieldsBody.class)
        .then(FieldsBody::page)
        .map(page -> fieldsPage(page, before));
  }

  /// One field with its parents, if their names are known, and its boundary; empty for one that is
  /// not in use.
  Reading<List<FieldDataRecord>> field(ResponseBody body) {
    return WireJson.read(body, FieldBody.class)
        .then(
            field ->
                text(field.id()).isEmpty()
                    ? new Reading.Unreadable<>("a field without an id")
                    : new Reading.Read<>(
                        complete(
                            WireRecord.of(field, field.id(), field.mismatches().all()), field)));
  }

  private static List<FieldDataRecord> complete(WireRecord<FieldBody> read, FieldBody field) {
    if (field.isGone()) {
      return List.of();
    }
    List<FieldDataRecord> records = new ArrayList<>();
    FieldRecord record = record(field);
    if (field.clients() != null) {
      named(field.clients().clients(), record.providerGrowerId())
          .ifPresent(
              client -> records.add(new GrowerRecord(text(client.id()), text(client.name()))));
    }
    if (field.farms() != null) {
      named(field.farms().farms(), record.providerFarmId())
          .ifPresent(farm -> records.add(farmOf(farm, record.providerGrowerId())));
    }
    addField(records, read, field);
    return records;
  }

  /// A field and its boundary, and their malformed values.
  private static void addField(
      List<FieldDataRecord> records, WireRecord<FieldBody> read, FieldBody field) {
    FieldRecord record = record(field);
    records.add(
        read.isIncomplete(BoundaryMapper.MEMBER) ? new FieldDataRecord.Incomplete(record) : record);
    records.addAll(BoundaryMapper.boundary(read, field));
    records.addAll(read.unexpected(RecordKind.FIELD));
  }

  /// A field's farm belongs to the field's client, even if the farm does not state it.
  private static FarmRecord farmOf(ParentBody farm, String growerOfField) {
    String grower = growerOf(farm);
    return new FarmRecord(
        text(farm.id()), text(farm.name()), grower.isEmpty() ? growerOfField : grower);
  }

  /// A parent of which only the id is known must not lose its stored name.
  private static Optional<ParentBody> named(
      @Nullable List<@Nullable ParentBody> parents, String id) {
    return parents == null || id.isEmpty()
        ? Optional.empty()
        : parents.stream()
            .filter(Objects::nonNull)
            .filter(parent -> text(parent.id()).equals(id) && !text(parent.name()).isEmpty())
            .findFirst();
  }

  private static FieldsPage fieldsPage(
      ListingPage<WireRecord<FieldBody>> page, FieldDigest before) {
    List<FieldDataRecord> records = new ArrayList<>();
    FieldDigest digest = before;
    for (WireRecord<FieldBody> read : page.records()) {
      FieldBody field = read.body();
      if (field == null || read.id().isEmpty()) {
        records.add(new FieldDataRecord.Unidentified(RecordKind.FIELD));
        records.addAll(read.unexpected(RecordKind.FIELD));
        digest = digest.plus("", "");
      } else {
        addField(records, read, field);
        digest = digest.plus(read.id(), text(field.lastModifiedTime()));
      }
    }
    return new FieldsPage(page.withRecords(records), digest);
  }

  private static Reading<ListingPage<FieldDataRecord>> parents(
      ResponseBody body, RecordKind kind, Function<ParentBody, FieldDataRecord> toRecord) {
    return WireJson.readList(body, "values", ParentsBody.class)
        .then(ParentsBody::page)
        .map(
            page ->
                page.withRecords(
                    page.records().stream()
                        .flatMap(parent -> parent(parent, kind, toRecord))
                        .toList()));
  }

  private static Stream<FieldDataRecord> parent(
      WireRecord<ParentBody> read,
      RecordKind kind,
      Function<ParentBody, FieldDataRecord> toRecord) {
    ParentBody parent = read.body();
    FieldDataRecord record =
        parent == null || read.id().isEmpty()
            ? new FieldDataRecord.Unidentified(kind)
            : read.isIncomplete()
                ? new FieldDataRecord.Incomplete(toRecord.apply(parent))
                : toRecord.apply(parent);
    return Stream.concat(Stream.of(record), read.unexpected(kind).stream());
  }

  private static FieldRecord record(FieldBody field) {
    return new FieldRecord(
        text(field.id()),
        text(field.name()),
        field.farms() == null ? "" : firstId(field.farms().farms()),
        field.clients() == null ? "" : firstId(field.clients().clients()));
  }

  private static String growerOf(ParentBody farm) {
    return Stream.of(
            text(farm.clientUri()),
            LinkBody.find(farm.links(), LinkBody.CLIENTS).map(link -> text(link.uri())).orElse(""))
        .map(CLIENT::matcher)
        .filter(Matcher::find)
        .map(client -> client.group(1))
        .findFirst()
        .orElse("");
  }

  private static String firstId(@Nullable List<@Nullable ParentBody> parents) {
    return parents == null
        ? ""
        : parents.stream()
            .filter(Objects::nonNull)
            .map(parent -> text(parent.id()))
            .filter(id -> !id.isEmpty())
            .findFirst()
            .orElse("");
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
