package io.headland.server.connect;

import java.util.Arrays;
import java.util.Optional;

/// What a link lets a grower do.
enum MagicLinkKind {
  /// Connect at any of several providers.
  PROVIDER("provider"),
  /// Connect at one provider.
  AUTHENTICATION("authentication");

  private final String pathName;

  MagicLinkKind(String pathName) {
    this.pathName = pathName;
  }

  static Optional<MagicLinkKind> ofPath(String pathName) {
    return Arrays.stream(values()).filter(kind -> kind.pathName.equals(pathName)).findFirst();
  }
}
