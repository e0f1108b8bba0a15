package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Html;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Restriction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Error responses.
final class Errors {
  static final String AXIOM = "application/vnd.deere.axiom.v3+json";
  static final String AXIOM_UTF8 = AXIOM + ";charset=UTF-8";

  private final IdGenerator idGenerator;

  Errors(IdGenerator idGenerator) {
    this.idGenerator = idGenerator;
  }

  /// An error body; `code` repeats the status, as in the machine alerts document.
  Response of(int status, String message) {
    ObjectNode body = Json.object().put("@type", "Errors");
    body.putArray("errors")
        .addObject()
        .put("@type", "Error")
        .put("guid", idGenerator.nextUuid("error").toString())
        .put("message", message)
        .put("code", Integer.toString(status));
    body.putObject("otherAttributes");
    return Response.of(status, AXIOM_UTF8, Json.bytes(body));
  }

  /// The response to a rejected write.
  Response of(RefusedException refused) {
    ObjectNode body = Json.object().put("@type", "Errors");
    ObjectNode error =
        body.putArray("errors")
            .addObject()
            .put("@type", "Error")
            .put("guid", idGenerator.nextUuid("error").toString())
            .put("message", refused.getMessage())
            .put("code", refused.code());
    if (!refused.field().isEmpty()) {
      error.put("field", refused.field()).put("invalidValue", refused.invalidValue());
    }
    body.putObject("otherAttributes");
    return Response.of(refused.status(), AXIOM_UTF8, Json.bytes(body));
  }

  /// An error body of the Data Subscription Service: a bare array.
  Response bare(int status, String field, String message) {
    ArrayNode body = Json.array();
    body.addObject()
        .put("guid", idGenerator.nextUuid("error").toString())
        .put("message", message)
        .put("code", Integer.toString(status))
        .put("field", field);
    return Response.of(status, AXIOM_UTF8, Json.bytes(body));
  }

  Response unauthorized(boolean withBody) {
    return withBody
        ? of(401, "The credentials of this request do not authorize it.")
        : Response.empty(401);
  }

  Response accessDenied() {
    return of(403, "Access Denied");
  }

  Response missingScopes(Call call) {
    return of(
        403,
        "Client %s does not have proper access to this API: check its licence and scopes."
            .formatted(call.clientKey()));
  }

  Response notFound() {
    return of(404, "The resource was not found.");
  }

  /// The response for an organization whose members must first accept terms.
  Response restricted(Restriction restriction) {
    return of(403, "Requested Org is in a restricted state.")
        .with("X-Deere-Warning", "Requested Org is in a restricted state.")
        .with("X-Deere-Terms-Location", restriction.termsUri());
  }

  /// The response of the gateway for a path that belongs to no API.
  static Response gateway(int status, String reason) {
    String line = status + " " + reason;
    return Response.html(
            status,
            """
            <html>
            <head><title>%s</title></head>
            <body>
            <center><h1>%s</h1></center>
            <hr><center>nginx</center>
            </body>
            </html>
            """
                .formatted(Html.text(line), Html.text(line)))
        .with("Server", "nginx");
  }
}
