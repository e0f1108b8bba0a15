package io.headland.server.api.operation;

import io.headland.server.api.machinefile.ImageResponses;
import io.headland.server.api.machinefile.ImagedPoints;
import io.headland.server.api.machinefile.ResultProblems;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.operation.FieldOperation;
import io.headland.server.core.operation.FieldOperationStore;
import io.headland.server.core.operation.OperationConfiguration;
import io.headland.server.core.operation.OperationKeys;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.json.Json;

/// Images of the filtered points of field operations.
public final class OperationImageResource {
  private static final String ONE = "/services/operations/api/operations/{operationId}";
  private static final String CONTENTS = "/services/headland/api/operations/{operationId}";
  private static final String PROPERTY = "/{property}";

  private final FieldOperationStore operations;
  private final Configurations configurations;
  private final ImageResponses images;

  public OperationImageResource(
      FieldOperationStore operations, Configurations configurations, ImageResponses images) {
    this.operations = operations;
    this.configurations = configurations;
    this.images = images;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", ONE + "/images", of(images::gradients))
        .owned("GET", ONE + "/imagesV2", of(images::classes))
        .owned("GET", ONE + "/geotiffImages", of(images::geoTiffs))
        .owned("GET", CONTENTS + "/images" + PROPERTY, of(images::gradient))
        .owned("GET", CONTENTS + "/imagesV2" + PROPERTY, of(images::classesImage))
        .owned("GET", CONTENTS + "/legendImages" + PROPERTY, of(images::legend))
        .owned("GET", CONTENTS + "/geotiffImages" + PROPERTY, of(images::geoTiff));
  }

  /// A response about the images of points.
  private interface ImageRoute {
    Response respond(Request request, ImagedPoints points) throws InterruptedException;
  }

  private Routes.OwnedRoute of(ImageRoute route) {
    return (owner, request) -> route.respond(request, points(owner, request));
  }

  private ImagedPoints points(ApiOwnerId owner, Request request) {
    FieldOperation operation =
        Uuids.parse(request.path("operationId"))
            .flatMap(id -> operations.find(owner, id))
            .orElseThrow(ResultProblems::noOperation);
    return new ImagedPoints(
        OperationKeys.of(owner, operation.id(), operation.version()).filtered(),
        Json.MAPPER.readValue(operation.description(), MachineFileDescription.class),
        OperationConfiguration.of(configurations.effective(owner, operation.leafUser())),
        "/services/headland/api/operations/" + operation.id());
  }
}
