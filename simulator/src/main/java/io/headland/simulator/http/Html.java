package io.headland.simulator.http;

/// Plain pages that work without scripts.
public final class Html {
  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem;color:#222}
      label{display:block;margin:.5rem 0}button{font:inherit;padding:.4rem 1rem;margin:1rem .5rem 0 0}
      .note{color:#666;font-size:.9em}.error{color:#a00}
      """;

  private Html() {}

  /// A complete page; `body` is markup, `title` is text.
  public static String page(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>%s</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style>%s</style></head>
    <body><h1>%s</h1>
    %s
    <p class="note">This is a simulator. Do not enter the data of a real account.</p>
    </body></html>
    """
        .formatted(text(title), STYLE, text(title), body);
  }

  /// Escapes text for markup and for quoted attributes.
  public static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
