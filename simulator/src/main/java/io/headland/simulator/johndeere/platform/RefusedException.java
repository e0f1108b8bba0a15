package io.headland.simulator.johndeere.platform;

/// Aborts a call with an error response; nothing has been changed.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String field;
  private final String invalidValue;

  private RefusedException(
      int status, String code, String field, String invalidValue, String message) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.invalidValue = invalidValue;
  }

  static RefusedException notFound() {
    return new RefusedException(404, "404", "", "", "The resource was not found.");
  }

  /// A 400 with a symbolic code, as the fields document lists them.
  static RefusedException invalid(String code, String field, String value) {
    return new RefusedException(400, code, field, value, "The request is not valid: " + code);
  }

  /// A 400 for a rule that has no documented code.
  static RefusedException rule(String field, String value, String message) {
    return new RefusedException(400, "400", field, value, message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /// The invalid property of the body; empty for the body itself.
  String field() {
    return field;
  }

  String invalidValue() {
    return invalidValue;
  }
}
