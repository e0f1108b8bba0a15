package io.headland.server.api.connect;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The pages' templates, read once. All values are escaped, and an unknown name in a template
/// causes an error instead of an empty text.
final class PageTemplates {
  private static final String[] NAMES = {
    "layout", "welcome", "providers", "organizations", "done", "disconnect", "message"
  };

  private final Map<String, Template> templates = new TreeMap<>();

  PageTemplates() {
    Mustache.Compiler compiler = Mustache.compiler().strictSections(true).emptyStringIsFalse(true);
    for (String name : NAMES) {
      templates.put(name, compiler.compile(read(name + ".html")));
    }
  }

  String fill(String name, Map<String, Object> content) {
    Template template = templates.get(name);
    if (template == null) {
      throw new IllegalArgumentException("There is no template " + name);
    }
    return template.execute(content);
  }

  /// A file of the pages.
  static String read(String name) {
    try (InputStream in = PageTemplates.class.getResourceAsStream("/connect/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The class path does not contain connect/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
