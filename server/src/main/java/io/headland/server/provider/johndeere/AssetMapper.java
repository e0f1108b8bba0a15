package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.AssetRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireRecord;
import io.headland.server.provider.johndeere.EquipmentBody.NamedBody;
import io.headland.server.provider.johndeere.OperatorBody.OperatorsBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns equipment and operators into records.
final class AssetMapper {
  private AssetMapper() {}

  /// Operators without an id are omitted.
  static Reading<ListingPage<AssetRecord>> operators(ResponseBody body) {
    return WireJson.readList(body, "values", OperatorsBody.class)
        .then(OperatorsBody::page)
        .map(
            page ->
                page.withRecords(
                    page.records().stream()
                        .filter(read -> !read.id().isEmpty())
                        .map(WireRecord::body)
                        .filter(Objects::nonNull)
                        .map(AssetMapper::operator)
                        .toList()));
  }

  private static AssetRecord operator(OperatorBody body) {
    String status = Boolean.TRUE.equals(body.archived()) ? "ARCHIVED" : "ACTIVE";
    return new AssetRecord(text(body.id()), text(body.name()), "", "", "", "", "", "", status);
  }

  /// A machine or implement; null for equipment without an id.
  static @Nullable AssetRecord equipment(EquipmentBody body) {
    String principal = text(body.principalId());
    String id = principal.isEmpty() ? text(body.id()) : principal;
    return id.isEmpty()
        ? null
        : new AssetRecord(
            id,
            text(body.name()),
            text(body.serialNumber()),
            "",
            name(body.model()),
            name(body.make()),
            name(body.type()),
            text(body.modelYear()),
            "");
  }

  private static String name(@Nullable NamedBody body) {
    return body == null ? "" : text(body.name());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
