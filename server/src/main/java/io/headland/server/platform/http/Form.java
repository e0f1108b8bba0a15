package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a submitted form (`application/x-www-form-urlencoded`).
public final class Form {
  private final Map<String, List<String>> fields = new HashMap<>();

  private Form() {}

  static Form parse(String text) {
    Form form = new Form();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        form.fields
            .computeIfAbsent(decode(parts[0]), _ -> new ArrayList<>())
            .add(parts.length > 1 ? decode(parts[1]) : "");
      }
    }
    return form;
  }

  public Optional<String> find(String name) {
    return list(name).stream().findFirst();
  }

  /// All values of a field, in their order.
  public List<String> list(String name) {
    return List.copyOf(fields.getOrDefault(name, List.of()));
  }

  private static String decode(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (Json.isStorable(decoded)) {
        return decoded;
      }
    } catch (IllegalArgumentException _) {
      // Reported below, together with characters that the database does not store.
    }
    throw new ProblemException(Problem.of(400, "The form is not well-formed."));
  }
}
