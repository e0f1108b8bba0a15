package io.headland.server.provider.johndeere;

import io.headland.server.provider.LandRecord;
import io.headland.server.provider.LandRecord.BoundaryRecord;
import io.headland.server.provider.LandRecord.FarmRecord;
import io.headland.server.provider.LandRecord.FieldRecord;
import io.headland.server.provider.LandRecord.GrowerRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.WireJson;
import io.headland.server.upstream.AnswerBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// JSON of what lies beneath an organization in, records out. Names such as `---` and ids of
/// nothing but zeros are Deere's own and stay as they are.
final class LandMapper {
  /// The client that a URI names. Deere's documents show one with a comma at its end.
  private static final Pattern CLIENT = Pattern.compile("/clients/([^/?#;,\\s]+)");

  /// A page of fields.
  ///
  /// @param digest of the fields alone
  record FieldsPage(ListingPage<LandRecord> page, FieldDigest digest) {}

  Reading<ListingPage<LandRecord>> growers(AnswerBody body) {
    return parents(body, client -> new GrowerRecord(text(client.id()), text(client.name())));
  }

  Reading<ListingPage<LandRecord>> farms(AnswerBody body) {
    return parents(
        body, farm -> new FarmRecord(text(farm.id()), text(farm.name()), growerOf(farm)));
  }

  /// Fields, each with its boundary behind it.
  ///
  /// @param before the digest of the pages before
  Reading<FieldsPage> fields(AnswerBody body, FieldDigest before) {
    return WireJson.read(body, FieldsBody.class)
        .then(FieldsBody::page)
        .map(page -> fieldsPage(page, before));
  }

  /// One field with its parents, where they are told by name, and its boundary; nothing for one
  /// that is not in use.
  Reading<List<LandRecord>> field(AnswerBody body) {
    return WireJson.read(body, FieldBody.class)
        .then(
            field ->
                text(field.id()).isEmpty()
                    ? new Reading.Unreadable<>("a field without an id")
                    : new Reading.Read<>(whole(field)));
  }

  private static List<LandRecord> whole(FieldBody field) {
    if (field.isGone()) {
      return List.of();
    }
    List<LandRecord> records = new ArrayList<>();
    FieldRecord record = field(field);
    if (field.clients() != null) {
      named(field.clients().clients(), record.providerGrowerId())
          .ifPresent(
              client -> records.add(new GrowerRecord(text(client.id()), text(client.name()))));
    }
    if (field.farms() != null) {
      named(field.farms().farms(), record.providerFarmId())
          .ifPresent(farm -> records.add(farmOf(farm, record.providerGrowerId())));
    }
    records.add(record);
    boundary(field).ifPresent(records::add);
    return records;
  }

  /// A field's farm lies beneath the field's client, also where it does not say so itself.
  private static FarmRecord farmOf(ParentBody farm, String growerOfField) {
    String told = growerOf(farm);
    return new FarmRecord(
        text(farm.id()), text(farm.name()), told.isEmpty() ? growerOfField : told);
  }

  /// A parent that only its id is told of must not lose its name.
  private static Optional<ParentBody> named(
      @Nullable List<@Nullable ParentBody> parents, String id) {
    return parents == null || id.isEmpty()
        ? Optional.empty()
        : parents.stream()
            .filter(Objects::nonNull)
            .filter(parent -> text(parent.id()).equals(id) && !text(parent.name()).isEmpty())
            .findFirst();
  }

  private static FieldsPage fieldsPage(ListingPage<FieldBody> page, FieldDigest before) {
    List<LandRecord> records = new ArrayList<>();
    FieldDigest digest = before;
    for (FieldBody field : page.records()) {
      records.add(field(field));
      boundary(field).ifPresent(records::add);
      digest = digest.plus(text(field.id()), text(field.lastModifiedTime()));
    }
    return new FieldsPage(page.holding(records), digest);
  }

  private static Reading<ListingPage<LandRecord>> parents(
      AnswerBody body, Function<ParentBody, LandRecord> toRecord) {
    return WireJson.read(body, ParentsBody.class)
        .then(ParentsBody::page)
        .map(page -> page.holding(page.records().stream().map(toRecord).toList()));
  }

  private static FieldRecord field(FieldBody field) {
    return new FieldRecord(
        text(field.id()),
        text(field.name()),
        field.farms() == null ? "" : firstId(field.farms().farms()),
        field.clients() == null ? "" : firstId(field.clients().clients()));
  }

  /// Only the active one is a field's boundary. One without an id cannot be kept apart from the
  /// next that is drawn.
  private static Optional<BoundaryRecord> boundary(FieldBody field) {
    BoundaryBody boundary = field.activeBoundary();
    if (boundary == null
        || text(boundary.id()).isEmpty()
        || Boolean.FALSE.equals(boundary.active())
        || Boolean.TRUE.equals(boundary.archived())) {
      return Optional.empty();
    }
    return Optional.of(
        new BoundaryRecord(
            text(boundary.id()),
            text(field.id()),
            ShapeMapper.shape(boundary),
            ShapeMapper.hectares(boundary)));
  }

  private static String growerOf(ParentBody farm) {
    return Stream.of(
            text(farm.clientUri()),
            LinkBody.find(farm.links(), "clients").map(link -> text(link.uri())).orElse(""))
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

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
