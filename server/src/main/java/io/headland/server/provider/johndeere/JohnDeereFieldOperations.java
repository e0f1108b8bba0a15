package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.platform.providerhttp.ResponseHeaders;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.ExportResponse;
import io.headland.server.provider.ExportResponse.Absent;
import io.headland.server.provider.ExportResponse.Building;
import io.headland.server.provider.ExportResponse.Failed;
import io.headland.server.provider.ExportResponse.Ready;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldOperationReads;
import io.headland.server.provider.FieldOperationRecord;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderSession;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The field operations of John Deere. There is no list of an organization (403), so that each
/// field costs a call.
final class JohnDeereFieldOperations implements FieldOperationReads {
  /// A position for each measurement of the machine, and less than a position for each section: the
  /// sums are the same.
  private static final String EXPORT = "?shapeType=Point&resolution=EachSensor";

  /// Without it, totals are rounded.
  private static final Map<String, String> NOT_ROUNDED = Map.of("Round-Measurements", "false");

  private final JohnDeereClient client;
  private final FieldOperationMapper mapper = new FieldOperationMapper();

  JohnDeereFieldOperations(JohnDeereClient client) {
    this.client = client;
  }

  @Override
  public Fetch<FieldOperationRecord> fetch(
      ProviderSession session, String providerOrgId, String providerFieldId, Cursor from)
      throws InterruptedException {
    String path =
        JohnDeereClient.pathOf(providerOrgId)
            + "/fields/"
            + JohnDeereClient.segment(providerFieldId)
            + "/fieldOperations?embed=measurementTypes";
    return new SignedListing<>(client, path, NOT_ROUNDED, mapper::page).fetch(session, from);
  }

  /// 202 while it is built, 307 when it is ready, 406 when the operation has no shapefile
  /// (tillage), 404 when it has no points, and in one observation an empty 200 while it was built.
  @Override
  public ExportResponse requestExport(ProviderSession session, String providerOperationId)
      throws InterruptedException {
    ProviderResponse response =
        client.get(session, "/fieldOps/" + JohnDeereClient.segment(providerOperationId) + EXPORT);
    return switch (response) {
      case Complete(int status, _, _) when status == 200 || status == 202 -> new Building();
      case Complete(int status, ResponseHeaders headers, _) when status == 307 || status == 302 ->
          ready(headers);
      case Complete(int status, _, _) when status == 404 ->
          new Absent("The provider has no points of this operation.");
      case Complete(int status, _, _) when status == 406 ->
          new Absent("The provider does not export operations of this type.");
      case ProviderResponse other -> new Failed(JohnDeereFailures.of(other));
    };
  }

  private static ExportResponse ready(ResponseHeaders headers) {
    return headers
        .findFirst("Location")
        .flatMap(JohnDeereFieldOperations::uri)
        .<ExportResponse>map(Ready::new)
        .orElseGet(() -> new Failed(new InvalidResponse("a redirect without a valid Location")));
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = URI.create(text);
      return uri.isAbsolute() ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
