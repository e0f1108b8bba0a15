package io.headland.simulator.johndeere.operations;

import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.ExportForms;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.util.Optional;

/// The storage host that holds complete exports, with the responses of Amazon S3 to pre-signed
/// addresses. It accepts no `Authorization` header.
public final class ExportStorage {
  private static final String XML = "application/xml";

  /// Longer files are written while they are sent, without a `Content-Length`.
  private static final int LARGEST_IN_MEMORY = 100_000;

  private final LiveWorld live;
  private final OperationRegistry operations;
  private final ExportJobs jobs;

  public ExportStorage(LiveWorld live, OperationRegistry operations, ExportJobs jobs) {
    this.live = live;
    this.operations = operations;
    this.jobs = jobs;
  }

  public static boolean owns(Request request) {
    return request.parsedPath().startsWith("storage");
  }

  public Response respond(Request request) {
    if (!request.method().equals("GET")) {
      return error(405, "MethodNotAllowed", "The specified method is not allowed.");
    }
    if (request.header("authorization").isPresent()) {
      return error(
          400,
          "InvalidArgument",
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
              + " query string parameter or the Authorization header should be specified");
    }
    Optional<ExportJobs.Link> link =
        request.parameters().find("X-Amz-Signature").flatMap(jobs::find);
    if (link.filter(l -> request.path().equals(path(l))).isEmpty()) {
      return error(403, "SignatureDoesNotMatch", "The request signature does not match.");
    }
    if (!jobs.isValid(link.get())) {
      return error(403, "AccessDenied", "Request has expired");
    }
    return operations
        .find(live.world(), link.get().operationId())
        .filter(found -> found.field().findActiveBoundary().isPresent())
        .map(found -> file(found, link.get()))
        .orElseGet(() -> error(404, "NoSuchKey", "The specified key does not exist."));
  }

  private static String path(ExportJobs.Link link) {
    return "/storage/exports/" + link.operationId() + ".zip";
  }

  private Response file(OperationRegistry.Located found, ExportJobs.Link link) {
    ExportForms forms = live.switches().exportForms();
    ExportFile file =
        new ExportFile(
            found, link.options(), forms, link.operationId(), found.operation().modifiedTime());
    Response.BodyWriter writer = out -> DefectiveZip.write(file, forms.defect(), out);
    Response streamed = Response.streamed(200, "application/zip", writer);
    boolean small = found.operation().points() <= LARGEST_IN_MEMORY;
    return small && forms.defect() != ExportForms.Defect.BOMB
        ? Response.of(200, "application/zip", streamed.body())
        : streamed;
  }

  /// The error body of this host for a status.
  public Response failure(int status) {
    return error(
        status,
        status == 503 ? "SlowDown" : "InternalError",
        "The request could not be processed.");
  }

  private static Response error(int status, String code, String message) {
    return Response.text(
        status,
        XML,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>%s</Message></Error>
        """
            .formatted(code, message));
  }
}
