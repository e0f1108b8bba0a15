package io.headland.server.provider.johndeere;

import io.headland.server.provider.Mismatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads the links of a client, farm or field: only those that are used. A field has a dozen of
/// others, which are a large part of a response; their URIs are skipped without being decoded.
final class UsedLinksReader extends ValueDeserializer<List<LinkBody>> {
  private static final Set<String> USED = Set.of(LinkBody.DELETE, LinkBody.CLIENTS);

  @Override
  public @Nullable List<LinkBody> deserialize(JsonParser json, DeserializationContext context) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      Mismatches.record(json, context, "array", true);
      json.skipChildren();
      return null;
    }
    List<LinkBody> used = new ArrayList<>(1);
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        addIfUsed(used, json, context);
      } else if (token != JsonToken.VALUE_NULL) {
        Mismatches.record(json, context, "object", true);
        json.skipChildren();
      }
    }
    return used;
  }

  private static void addIfUsed(
      List<LinkBody> used, JsonParser json, DeserializationContext context) {
    @Nullable String rel = null;
    @Nullable String uri = null;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "rel" ->
            rel =
                json.currentToken() == JsonToken.VALUE_STRING
                    ? json.getString()
                    : context.readValue(json, String.class);
        case "uri" -> {
          if (rel == null || USED.contains(rel)) {
            uri = context.readValue(json, String.class);
          } else {
            json.skipChildren();
          }
        }
        default -> json.skipChildren();
      }
    }
    if (rel != null && USED.contains(rel)) {
      used.add(new LinkBody(rel, uri));
    }
  }
}
