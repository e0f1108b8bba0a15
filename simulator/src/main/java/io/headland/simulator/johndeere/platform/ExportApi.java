package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.operations.ExportJobs;
import io.headland.simulator.johndeere.operations.ExportOptions;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.operations.Resolution;
import io.headland.simulator.johndeere.operations.Uom;
import io.headland.simulator.johndeere.world.ExportForms;
import java.util.Optional;

/// The asynchronous export of an operation's points as a shapefile: 202 while it is built, then 307
/// with the address of the file.
final class ExportApi {
  private final OperationsApi operationsApi;
  private final ExportJobs jobs;
  private final Errors errors;

  ExportApi(OperationsApi operationsApi, ExportJobs jobs, Errors errors) {
    this.operationsApi = operationsApi;
    this.jobs = jobs;
    this.errors = errors;
  }

  void addTo(Routes<Route> routes) {
    routes.on(
        "GET",
        "fieldOps/{operationId}",
        Route.axiom(call -> operationsApi.located(call, found -> export(call, found))));
  }

  private Response export(Call call, OperationRegistry.Located found) {
    if (!found.operation().kind().hasPoints()) {
      return errors.of(
          call.now().switches().exportForms().unavailable().status(),
          "A shapefile is not available for this operation.");
    }
    if (found.operation().points() == 0 || found.field().findActiveBoundary().isEmpty()) {
      return errors.notFound();
    }
    ExportForms forms = call.now().switches().exportForms();
    ExportOptions options = options(call, forms);
    String id = call.variable("operationId");
    return jobs.request(id, found.operation(), options, forms)
        .map(token -> complete(call, id, token, forms))
        .orElseGet(
            () -> Response.empty(forms.building() == ExportForms.Building.ACCEPTED ? 202 : 200));
  }

  private static Response complete(Call call, String id, String token, ExportForms forms) {
    String file = "/storage/exports/" + id + ".zip";
    String query =
        "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=%d&X-Amz-Signature=%s"
            .formatted(forms.linkLifetime().toSeconds(), token);
    Response response = Response.empty(307);
    return switch (forms.defect()) {
      case LINK_MISSING -> response;
      case LINK_PRIVATE_HOST ->
          response.with("Location", "http://169.254.169.254/latest" + file + query);
      case LINK_OTHER_HOST ->
          response.with("Location", "https://exports.example.org" + file + query);
      case LINK_OTHER_SCHEME -> response.with("Location", "ftp://127.0.0.1" + file + query);
      default -> response.with("Location", call.now().ownBase() + file + query);
    };
  }

  private static ExportOptions options(Call call, ExportForms forms) {
    String shape = call.parameters().findText("shapeType").orElse("Point");
    if (!shape.equals("Point") && !shape.equals("Polygon")) {
      throw RefusedException.rule("shapeType", shape, "The shape type is not valid.");
    }
    Optional<String> word = call.parameters().findText("resolution");
    Optional<Resolution> resolution =
        word.map(Resolution::find)
            .orElseGet(() -> Optional.of(Resolution.valueOf(forms.defaultResolution().name())));
    Optional<Uom> uom =
        Uom.find(call.request().header("accept-uom-system").map(String::strip), forms.units());
    String preference = call.request().header("accept-yield-preference").orElse("VOLUME").strip();
    return new ExportOptions(
        shape.equals("Polygon"),
        resolution.orElseThrow(
            () ->
                RefusedException.rule(
                    "resolution", word.orElse(""), "The resolution is not valid.")),
        uom.orElseThrow(
            () -> RefusedException.rule("Accept-UOM-System", "", "The unit system is not valid.")),
        preference.equals("MASS"));
  }
}
