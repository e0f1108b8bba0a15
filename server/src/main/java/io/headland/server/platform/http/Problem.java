package io.headland.server.platform.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An error in a response: the members of RFC 9457 and the keys of Leaf's error bodies.
///
/// @param detail one sentence for the user; never a class name, a stack trace or a secret
/// @param extensions keys besides `type`, `title`, `status`, `detail`, `path`, `message`, in order
/// @param headers of the response, for example `Retry-After`
public record Problem(
    int status,
    String type,
    String title,
    String detail,
    String message,
    Map<String, Object> extensions,
    Map<String, String> headers) {

  private static final String WITH_MESSAGE =
      "https://www.jhipster.tech/problem/problem-with-message";
  private static final String CONSTRAINT_VIOLATION =
      "https://www.jhipster.tech/problem/constraint-violation";

  public Problem {
    extensions = Map.copyOf(extensions);
    headers = Map.copyOf(headers);
  }

  /// An invalid field of a body. `message` is the name of the constraint, for example `NotNull`;
  /// the value is never repeated.
  public record FieldError(String objectName, String field, String message) {}

  public static Problem of(int status, String detail) {
    return new Problem(
        status, WITH_MESSAGE, title(status), detail, "error.http." + status, Map.of(), Map.of());
  }

  /// A violated rule of the product.
  ///
  /// @param errorKey for programs, for example `organizationBlocked`
  public static Problem rule(int status, String entityName, String errorKey, String detail) {
    return new Problem(
        status,
        WITH_MESSAGE,
        title(status),
        detail,
        "error." + errorKey,
        Map.of("entityName", entityName, "errorKey", errorKey, "params", entityName),
        Map.of());
  }

  public static Problem invalid(List<FieldError> errors) {
    StringBuilder detail = new StringBuilder("Validation failed: ");
    for (FieldError error : errors) {
      detail.append(detail.charAt(detail.length() - 2) == ':' ? "" : ", ");
      detail.append(error.field()).append(" (").append(error.message()).append(')');
    }
    return new Problem(
        400,
        CONSTRAINT_VIOLATION,
        "Method argument not valid",
        detail.append('.').toString(),
        "error.validation",
        Map.of("fieldErrors", List.copyOf(errors)),
        Map.of());
  }

  public static Problem unauthorized() {
    return unauthorized("Not Authenticated");
  }

  public static Problem unauthorized(String detail) {
    return of(401, detail).withHeader("WWW-Authenticate", "Bearer");
  }

  public static Problem notFound(String detail) {
    return of(404, detail);
  }

  public Problem withRetryAfter(Duration wait) {
    return withHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }

  public Problem withHeader(String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return new Problem(status, type, title, detail, message, extensions, more);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 460 -> "Checksum Mismatch";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      case 507 -> "Insufficient Storage";
      default -> "Error";
    };
  }
}
