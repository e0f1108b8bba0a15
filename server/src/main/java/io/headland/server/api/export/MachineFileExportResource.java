package io.headland.server.api.export;

import io.headland.server.api.machinefile.MachineFileResource;
import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;

/// The points of machine files in the formats of [ExportResponses].
public final class MachineFileExportResource {
  private static final String ONE = "/services/headland/api/files/{fileId}";

  private final MachineFileResource files;
  private final ExportResponses exports;

  public MachineFileExportResource(MachineFileResource files, ExportResponses exports) {
    this.files = files;
    this.exports = exports;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", ONE + "/geopackage", exports.geoPackage(this::find, ResultProblems::noFile))
        .owned("GET", ONE + "/shapefile", exports.shapefile(this::find, ResultProblems::noFile));
  }

  private StoredExport find(ApiOwnerId owner, Request request, boolean isFiltered) {
    MachineFileRecord file = files.find(owner, request);
    MachineFileKeys keys = MachineFileKeys.of(owner, file.id());
    return new StoredExport(
        isFiltered ? keys.filtered() : keys.standard(),
        MachineFileResource.description(file),
        files.units(owner, file.leafUser()),
        file.updatedAt(),
        file.id().toString());
  }
}
