package io.headland.server.provider.trimble;

import io.headland.server.provider.LandRecord;
import io.headland.server.provider.LandRecord.BoundaryRecord;
import io.headland.server.provider.LandRecord.FarmRecord;
import io.headland.server.provider.LandRecord.FieldRecord;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.trimble.BoundariesBody.BoundaryBody;
import io.headland.server.provider.trimble.FieldsBody.FieldBody;
import io.headland.server.provider.trimble.OrganizationsBody.OrganizationBody;
import io.headland.server.upstream.AnswerBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// JSON of Trimble's API in, records out.
final class TrimbleMapper {
  /// Trimble lists authorized organizations only, and tells of none where to change that.
  Reading<ResultPage<OrganizationRecord>> organizations(AnswerBody body) {
    return WireJson.readInAnyCase(body, OrganizationsBody.class)
        .then(OrganizationsBody::page)
        .map(
            page ->
                new ResultPage<>(
                    page.records().stream().map(TrimbleMapper::organization).toList(),
                    page.bookmark()));
  }

  /// Fields behind their farms, of which no more than the id is known.
  Reading<ResultPage<LandRecord>> fields(AnswerBody body) {
    return WireJson.readInAnyCase(body, FieldsBody.class)
        .then(FieldsBody::page)
        .map(page -> new ResultPage<>(withFarms(page.records()), page.bookmark()));
  }

  Reading<ResultPage<LandRecord>> boundaries(AnswerBody body) {
    return WireJson.readInAnyCase(body, BoundariesBody.class)
        .then(BoundariesBody::page)
        .map(page -> new ResultPage<>(boundaries(page.records()), page.bookmark()));
  }

  private static OrganizationRecord organization(OrganizationBody organization) {
    return new OrganizationRecord(
        text(organization.id()),
        text(organization.name()),
        OrganizationAccess.CONNECTED,
        "",
        Set.of());
  }

  private static List<LandRecord> withFarms(List<FieldBody> fields) {
    Set<LandRecord> farms = new LinkedHashSet<>();
    List<LandRecord> records = new ArrayList<>();
    for (FieldBody field : fields) {
      String farmId = text(field.farmId());
      if (!farmId.isEmpty()) {
        farms.add(new FarmRecord(farmId, "", ""));
      }
      records.add(new FieldRecord(text(field.id()), text(field.name()), farmId, ""));
    }
    records.addAll(0, farms);
    return records;
  }

  /// A boundary of no field has no place with us.
  private static List<LandRecord> boundaries(List<BoundaryBody> boundaries) {
    List<LandRecord> records = new ArrayList<>();
    for (BoundaryBody boundary : boundaries) {
      String fieldId = text(boundary.fieldId());
      if (!fieldId.isEmpty()) {
        records.add(
            new BoundaryRecord(
                text(boundary.id()),
                fieldId,
                GeometryMapper.shape(boundary.geometry()),
                hectares(boundary.area())));
      }
    }
    return records;
  }

  /// 0 where the answer states no area that makes sense.
  private static double hectares(double area) {
    return Double.isFinite(area) && area > 0 ? area : 0;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
