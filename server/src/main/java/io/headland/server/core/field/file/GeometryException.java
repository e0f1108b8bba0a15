package io.headland.server.core.field.file;

/// An input that is not a geometry of a field.
public final class GeometryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// @param message one sentence for the caller with the error and its position; of the input it
  ///   contains at most a name or a number
  public GeometryException(String message) {
    super(message);
    this.reason = message;
  }

  /// The sentence for the caller.
  public String reason() {
    return reason;
  }
}
