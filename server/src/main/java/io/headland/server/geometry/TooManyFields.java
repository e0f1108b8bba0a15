package io.headland.server.geometry;

/// A file has more fields than are still allowed.
final class TooManyFields extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
