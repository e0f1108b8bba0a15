package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.AssetKind;
import io.headland.server.provider.AssetReads;
import io.headland.server.provider.AssetRecord;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Machines and implements are read from the equipment API with offsets, operators from a listing
/// of the platform.
final class JohnDeereAssets implements AssetReads {
  private static final int PAGE = 100;

  private final JohnDeereClient client;

  JohnDeereAssets(JohnDeereClient client) {
    this.client = client;
  }

  @Override
  public Fetch<AssetRecord> fetch(
      ProviderSession session, String providerOrgId, AssetKind kind, Cursor from)
      throws InterruptedException {
    return switch (kind) {
      case MACHINE -> equipment(session, providerOrgId, "Machine", from);
      case IMPLEMENT -> equipment(session, providerOrgId, "Implement", from);
      case OPERATOR ->
          new SignedListing<>(
                  client,
                  JohnDeereClient.pathOf(providerOrgId) + "/operators",
                  AssetMapper::operators)
              .fetch(session, from);
    };
  }

  private Fetch<AssetRecord> equipment(
      ProviderSession session, String providerOrgId, String category, Cursor from)
      throws InterruptedException {
    int offset = from instanceof Cursor.Continue(String position) ? Integer.parseInt(position) : 0;
    String link =
        "/equipment?organizationIds=%s&categories=%s&pageOffset=%d&itemLimit=%d"
            .formatted(JohnDeereClient.segment(providerOrgId), category, offset, PAGE);
    return switch (client.equipment(session, link)) {
      case Complete(int status, _, ResponseBody body) when status == 200 -> page(body, offset);
      case ProviderResponse other -> new Fetch.Failed<>(JohnDeereFailures.of(other));
    };
  }

  private static Fetch<AssetRecord> page(ResponseBody body, int offset) {
    return switch (WireJson.readList(body, "values", EquipmentBody.PageBody.class)) {
      case Unreadable(String reason) -> new Fetch.Failed<>(new InvalidResponse(reason));
      case Read(EquipmentBody.PageBody page) -> page(page, offset);
    };
  }

  private static Fetch<AssetRecord> page(EquipmentBody.PageBody page, int offset) {
    List<@Nullable EquipmentBody> values = page.values();
    if (values == null) {
      return new Fetch.Failed<>(new InvalidResponse("no values"));
    }
    List<AssetRecord> records = new ArrayList<>();
    int unidentified = 0;
    for (EquipmentBody value : values) {
      AssetRecord asset = value == null ? null : AssetMapper.equipment(value);
      if (value == null || asset == null) {
        unidentified++;
      } else if (!Boolean.TRUE.equals(value.archived())) {
        records.add(asset);
      }
    }
    if (unidentified > 0) {
      return new Fetch.Incomplete<>(records, unidentified);
    }
    int received = offset + values.size();
    Long total = page.total();
    boolean mayHaveMore = total == null ? values.size() >= PAGE : total > received;
    if (mayHaveMore && !values.isEmpty()) {
      return new Fetch.More<>(records, new Cursor.Continue(Integer.toString(received)));
    }
    return mayHaveMore
        ? new Fetch.Incomplete<>(records, total == null ? 0 : total - received)
        : new Fetch.Last<>(records, "");
  }
}
