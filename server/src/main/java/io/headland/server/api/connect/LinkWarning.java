package io.headland.server.api.connect;

import io.headland.server.core.connect.MagicLinkSettings;
import io.headland.server.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A setting of a link that has no or another effect.
///
/// @param code for programs: `imageNotSecure` or `providerNotOffered`
/// @param detail for users
record LinkWarning(String code, String detail) {

  /// The images with plain http addresses.
  static List<LinkWarning> ofImages(MagicLinkSettings settings) {
    List<LinkWarning> warnings = new ArrayList<>();
    addUnlessSecure(warnings, "headerImage", settings.headerImage());
    addUnlessSecure(warnings, "companyLogo", settings.companyLogo());
    return List.copyOf(warnings);
  }

  /// A requested provider at which growers cannot connect with this link.
  static LinkWarning notOffered(Provider provider) {
    return new LinkWarning(
        "providerNotOffered",
        "The link does not offer "
            + provider.wireName()
            + ": growers cannot connect there, or there is no app key for it.");
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
