package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.store.MachineFileKeys;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;

/// Images of the filtered points of machine files.
public final class MachineFileImageResource {
  private final MachineFileResource files;
  private final ImageResponses images;

  public MachineFileImageResource(MachineFileResource files, ImageResponses images) {
    this.files = files;
    this.images = images;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", "/services/operations/api/files/{fileId}/images", this::list)
        .owned("GET", "/services/headland/api/files/{fileId}/images/{property}", this::image);
  }

  private Response list(ApiOwnerId owner, Request request) throws InterruptedException {
    return images.gradients(request, points(owner, request));
  }

  private Response image(ApiOwnerId owner, Request request) throws InterruptedException {
    return images.gradient(request, points(owner, request));
  }

  private ImagedPoints points(ApiOwnerId owner, Request request) {
    MachineFileRecord file = files.find(owner, request);
    return new ImagedPoints(
        MachineFileKeys.of(owner, file.id()).filtered(),
        MachineFileResource.description(file),
        files.configuration(owner, file.leafUser()),
        "/services/headland/api/files/" + file.id());
  }
}
