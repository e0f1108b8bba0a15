package io.headland.server.api.connect;

import io.headland.server.core.connect.MagicLinkSettings;
import io.headland.server.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something about a link that works otherwise than its settings say.
///
/// @param code for programs: `imageNotSecure` or `providerNotOffered`
/// @param detail for people
record LinkWarning(String code, String detail) {

  /// The images that are addressed by plain http.
  static List<LinkWarning> ofImages(MagicLinkSettings settings) {
    List<LinkWarning> warnings = new ArrayList<>();
    addUnlessSecure(warnings, "headerImage", settings.headerImage());
    addUnlessSecure(warnings, "companyLogo", settings.companyLogo());
    return List.copyOf(warnings);
  }

  /// A provider that was named and cannot be connected through this link.
  static LinkWarning notOffered(Provider provider) {
    return new LinkWarning(
        "providerNotOffered",
        "The link does not offer "
            + provider.wireName()
            + ": growers cannot connect there yet, or there is no app key for it.");
  }

  private static void addUnlessSecure(
      List<LinkWarning> warnings, String setting, @Nullable String address) {
    if (address != null && !MagicLinkSettings.isSecure(address)) {
      warnings.add(
          new LinkWarning(
              "imageNotSecure",
              "settings."
                  + setting
                  + " is an http address: a browser does not load it into a page that is served"
                  + " over https. Use an https address."));
    }
  }
}
