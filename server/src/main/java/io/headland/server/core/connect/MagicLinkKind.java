package io.headland.server.core.connect;

import java.util.Arrays;
import java.util.Optional;

/// The function of a link.
public enum MagicLinkKind {
  /// Connect at any of several providers.
  PROVIDER("provider"),
  /// Connect at one provider.
  AUTHENTICATION("authentication");

  private final String pathName;

  MagicLinkKind(String pathName) {
    this.pathName = pathName;
  }

  public static Optional<MagicLinkKind> ofPath(String pathName) {
    return Arrays.stream(values()).filter(kind -> kind.pathName.equals(pathName)).findFirst();
  }
}
