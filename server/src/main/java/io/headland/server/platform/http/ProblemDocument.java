package io.headland.server.platform.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.headland.server.platform.json.Added;
import org.jspecify.annotations.Nullable;

/// A problem as JSON: the members of RFC 9457, then Leaf's keys, then Headland's.
///
/// @param path of the request, as received
@JsonPropertyOrder({
  "type",
  "title",
  "status",
  "detail",
  "path",
  "message",
  "entityName",
  "errorKey",
  "params",
  "fieldErrors",
  "requestId"
})
record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    String path,
    String message,
    @Nullable Object entityName,
    @Nullable Object errorKey,
    @Nullable Object params,
    @Nullable Object fieldErrors,
    @Added String requestId) {

  static ProblemDocument of(Problem problem, String path, String requestId) {
    return new ProblemDocument(
        problem.type(),
        problem.title(),
        problem.status(),
        problem.detail(),
        path,
        problem.message(),
        problem.extensions().get("entityName"),
        problem.extensions().get("errorKey"),
        problem.extensions().get("params"),
        problem.extensions().get("fieldErrors"),
        requestId);
  }
}
