package io.headland.server.api.connect;

import io.headland.server.core.connect.LinkToken;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Renders pages: a template in the layout, and headers that restrict the page to its functions.
public final class ConnectPages {
  private static final String STYLE = ConnectAddress.PATH + "/style.css";

  private final PageTemplates templates = new PageTemplates();
  private final String style = PageTemplates.read("style.css");
  private final String styleAddress = STYLE + "?v=" + LinkToken.challenge(style).substring(0, 12);
  private final RandomGenerator random;

  public ConnectPages(RandomGenerator random) {
    this.random = random;
  }

  public void addTo(Routes routes) {
    routes.open(
        "GET",
        STYLE,
        _ ->
            Response.text("text/css; charset=utf-8", style)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff"));
  }

  /// A page.
  ///
  /// @param content the values of the template, besides `sender`
  Response page(
      int status, PageTheme theme, String template, String title, Map<String, Object> content) {
    Map<String, Object> inner = new LinkedHashMap<>(content);
    inner.put("sender", theme.sender());
    inner.put("title", title);
    String nonce = LinkToken.generate(random).reveal();
    Map<String, Object> outer = new LinkedHashMap<>();
    outer.put("title", title);
    outer.put("nonce", nonce);
    outer.put("style", styleAddress);
    outer.put("background", theme.background());
    outer.put("textColor", theme.textColor());
    outer.put("hasBrand", theme.hasBrand());
    outer.put("headerImage", Objects.requireNonNullElse(theme.headerImage(), ""));
    outer.put("companyLogo", Objects.requireNonNullElse(theme.companyLogo(), ""));
    outer.put("companyName", Objects.requireNonNullElse(theme.companyName(), ""));
    outer.put("body", templates.fill(template, inner));
    return guarded(Response.html(status, templates.fill("layout", outer)), theme, nonce);
  }

  private static Response guarded(Response response, PageTheme theme, String nonce) {
    return response
        .header("Cache-Control", "no-store")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self' 'nonce-"
                + nonce
                + "'; img-src 'self' "
                + theme.imageSources()
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Robots-Tag", "noindex");
  }
}
