package io.headland.server.api.machinefile;

import io.headland.server.core.field.FieldSearchStore;
import io.headland.server.core.field.geometry.StoredGeometry;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MachineFileStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.RowFilter;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.platform.paging.SortRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;

/// The points of machine files that are outside of all fields. Their number is that of the last
/// comparison with boundaries; the points are determined when they are downloaded. Leaf's paths
/// return them as configured.
final class OutsideFieldResource {
  private static final String FILES = "/services/operations/api/files";
  private static final String CONTENTS =
      "/services/headland/api/files/{fileId}/outsideFieldGeojson";

  private final MachineFileResource files;
  private final MachineFileStore store;
  private final FieldSearchStore fields;
  private final PointDownloads downloads;

  OutsideFieldResource(
      MachineFileResource files,
      MachineFileStore store,
      FieldSearchStore fields,
      PointDownloads downloads) {
    this.files = files;
    this.store = store;
    this.fields = fields;
    this.downloads = downloads;
  }

  /// The points of a file outside of all fields.
  ///
  /// @param id only in a list, as at Leaf
  record OutsideFieldView(
      @Nullable UUID id,
      List<UUID> fields,
      long featureCount,
      String outsideFieldGeojson,
      String downloadOutsideFieldGeojson) {}

  void addTo(Routes routes) {
    routes
        .owned("GET", FILES + "/outsideFieldGeojson", this::list)
        .owned("GET", FILES + "/{fileId}/outsideFieldGeojson", this::get)
        .owned("GET", CONTENTS, this::download);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    RowFilter filter =
        new RowFilter()
            .equal(
                request.query("leafUserId"),
                "leaf_user_id",
                text -> LeafUserId.parse(text).map(LeafUserId::value))
            .where(
                Optional.of("0"),
                "outside",
                MachineFileStore.WITH_RETURNED_POINTS_OUTSIDE,
                _ -> Optional.of(0L));
    Page<MachineFileRecord> page =
        store.list(
            owner,
            filter,
            new SortRequest(List.of()),
            pageRequest,
            request.responseBudget("machineFile", pageRequest));
    return Pages.response(request, pageRequest, page.map(file -> view(request, file, file.id())));
  }

  private Response get(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    if (!files.configuration(owner, file.leafUser()).outsidePoints()) {
      throw ResultProblems.noOutsidePoints();
    }
    return Response.ok(view(request, file, null));
  }

  private static OutsideFieldView view(Request request, MachineFileRecord file, @Nullable UUID id) {
    String address =
        PointDownloads.address(request, CONTENTS.replace("{fileId}", file.id().toString()));
    long outside = MachineFileResource.content(file).outsidePoints();
    return new OutsideFieldView(id, file.fieldIds(), outside, address, address);
  }

  private Response download(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    List<MultiPolygon> boundaries = new ArrayList<>();
    fields.read(
        owner,
        file.leafUser(),
        file.fieldIds(),
        request.responseBudget("machineFile", "the boundaries are too large"),
        (_, geometry) -> boundaries.add(StoredGeometry.read(geometry)));
    return downloads
        .outside(
            MachineFileKeys.of(owner, file.id()).standard(),
            MachineFileResource.description(file),
            files.units(owner, file.leafUser()),
            boundaries,
            file.id() + "-outside")
        .orElseThrow(ResultProblems::noFile);
  }
}
