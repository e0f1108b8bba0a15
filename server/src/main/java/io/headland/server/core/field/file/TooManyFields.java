package io.headland.server.core.field.file;

/// A file has more fields than are still allowed.
final class TooManyFields extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
