package io.headland.server.api.machinefile;

import io.headland.server.core.batch.Batch;
import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;

/// `/services/headland/api/files/{fileId}/…`: the addresses in the links of a machine file.
final class MachineFileContent {
  private static final String ONE = "/services/headland/api/files/{fileId}";

  private final MachineFileResource files;
  private final PointDownloads downloads;

  MachineFileContent(MachineFileResource files, PointDownloads downloads) {
    this.files = files;
    this.downloads = downloads;
  }

  void addTo(Routes routes) {
    routes
        .owned("GET", ONE + "/originalFile", this::original)
        .owned("GET", ONE + "/rawGeojson", this::raw)
        .owned("GET", ONE + "/standardGeojson", this::standard)
        .owned("GET", ONE + "/filteredGeojson", this::filtered)
        .owned("GET", ONE + "/rejectedGeojson", this::rejected)
        .owned("GET", ONE + "/standardGeoparquet", this::standardGeoParquet)
        .owned("GET", ONE + "/polygonGeoparquet", this::polygonGeoParquet);
  }

  private Response original(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    if (!file.hasOriginal()) {
      throw ResultProblems.noOriginalFile();
    }
    String key =
        file.batchId()
            .map(batch -> Batch.archiveKey(owner, batch))
            .orElseGet(() -> MachineFileKeys.of(owner, file.id()).archive());
    return downloads
        .file(key, "application/zip", file.id() + ".zip")
        .orElseThrow(ResultProblems::noFile);
  }

  private Response raw(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    return geoJson(owner, file, MachineFileKeys.of(owner, file.id()).points(), "raw");
  }

  private Response standard(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    return geoJson(owner, file, MachineFileKeys.of(owner, file.id()).standard(), "standard");
  }

  private Response filtered(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    return geoJson(owner, file, MachineFileKeys.of(owner, file.id()).filtered(), "filtered");
  }

  private Response rejected(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    return downloads
        .rejected(
            MachineFileKeys.of(owner, file.id()),
            MachineFileResource.description(file),
            files.configuration(owner, file.leafUser()),
            file.id() + "-rejected")
        .orElseThrow(ResultProblems::noFile);
  }

  private Response geoJson(ApiOwnerId owner, MachineFileRecord file, String key, String name) {
    return downloads
        .geoJson(
            key,
            MachineFileResource.description(file),
            files.units(owner, file.leafUser()),
            file.id() + "-" + name)
        .orElseThrow(ResultProblems::noFile);
  }

  private Response standardGeoParquet(ApiOwnerId owner, Request request)
      throws InterruptedException {
    MachineFileRecord file = files.find(owner, request);
    MachineFileResource.content(file);
    return downloads
        .geoParquet(MachineFileKeys.of(owner, file.id()).standard(), file.id() + "-standard")
        .orElseThrow(ResultProblems::noFile);
  }

  private Response polygonGeoParquet(ApiOwnerId owner, Request request)
      throws InterruptedException {
    MachineFileRecord file = files.find(owner, request);
    return downloads
        .polygons(
            MachineFileKeys.of(owner, file.id()).standard(),
            MachineFileResource.description(file),
            file.id() + "-polygons")
        .orElseThrow(ResultProblems::noFile);
  }
}
