package io.headland.server.core.machinefile;

import java.util.Locale;
import java.util.Map;

/// The names of crops in Leaf's API, which are in lower case.
public final class CropNames {
  /// John Deere's tokens and ids (`/cropTypes`), and usual names, whose name in Leaf's API is
  /// another text. A complete table of the tokens is not public.
  private static final Map<String, String> NAMES =
      Map.of(
          "corn wet", "corn",
          "173", "corn",
          "maize", "corn",
          "soybean", "soybeans",
          "soya", "soybeans",
          "soya beans", "soybeans",
          "soy beans", "soybeans",
          "rapeseed canola", "canola");

  private CropNames() {}

  /// The name for a token of a file, such as `CORN_WET`: an unknown token in lower case with
  /// spaces; blank for a blank one, for John Deere's placeholder `---` and for an unknown id.
  public static String of(String token) {
    String name = token.replaceAll("[\\p{Cntrl}_\\s]+", " ").strip().toLowerCase(Locale.ROOT);
    String known = NAMES.get(name);
    if (known != null) {
      return known;
    }
    return name.chars().anyMatch(Character::isLetter) ? name : "";
  }
}
