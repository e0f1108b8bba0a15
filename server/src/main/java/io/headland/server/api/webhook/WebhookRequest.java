package io.headland.server.api.webhook;

import io.headland.server.core.event.EventType;
import io.headland.server.core.webhook.WebhookChangeStore.Change;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.EndpointUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An endpoint in a request.
///
/// @param types as given; absent when not given
public record WebhookRequest(
    Optional<String> name,
    Optional<String> url,
    Optional<List<String>> types,
    Optional<Boolean> enabled) {
  public static final String OBJECT = "webhook";

  private static final List<String> EVERYTHING = List.of("*");
  private static final int LONGEST_NAME = 200;
  private static final int MAX_TYPES = 50;

  /// Parses the body of a new one.
  static WebhookRequest ofNew(ObjectNode json) {
    BodyReader body = BodyReader.of(OBJECT, json);
    body.requiredText("name");
    body.requiredText("url");
    WebhookRequest request = of(json, body);
    body.refuseInvalid();
    return request;
  }

  /// Parses the body of a change.
  static WebhookRequest ofChange(ObjectNode json) {
    BodyReader body = BodyReader.of(OBJECT, json);
    WebhookRequest request = of(json, body);
    body.refuseInvalid();
    return request;
  }

  private static WebhookRequest of(ObjectNode json, BodyReader body) {
    Optional<Boolean> enabled =
        json.hasNonNull("enabled") ? Optional.of(body.flag("enabled")) : Optional.empty();
    return new WebhookRequest(name(json, body), url(json, body), types(json, body), enabled);
  }

  private static Optional<String> name(ObjectNode json, BodyReader body) {
    Optional<String> name = text("name", json, body);
    if (name.filter(text -> text.length() > LONGEST_NAME).isPresent()) {
      body.fail("name", "Size");
    }
    return name;
  }

  private static Optional<String> url(ObjectNode json, BodyReader body) {
    Optional<String> url = text("url", json, body);
    if (url.filter(text -> EndpointUrl.parse(text).isEmpty()).isPresent()) {
      body.fail("url", "Pattern");
    }
    return url;
  }

  /// A value that is not a text is reported as an error once.
  private static Optional<String> text(String field, ObjectNode json, BodyReader body) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    Optional<String> text = body.text(field);
    if (text.isPresent() && text.get().isBlank()) {
      body.fail(field, "NotBlank");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<List<String>> types(ObjectNode json, BodyReader body) {
    Optional<List<String>> types = texts("types", json, body, MAX_TYPES);
    types.ifPresent(
        patterns -> {
          for (int i = 0; i < patterns.size(); i++) {
            if (EventType.matching(patterns.get(i)).isEmpty()) {
              body.fail("types[" + i + "]", "EventType");
            }
          }
        });
    return types;
  }

  /// An array of at least one text; absent when omitted.
  public static Optional<List<String>> texts(
      String field, ObjectNode json, BodyReader body, int max) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node.isArray() ? node.values() : List.<JsonNode>of()) {
      if (item.isString() && Json.isStorable(item.stringValue())) {
        texts.add(item.stringValue());
      } else {
        body.fail(field + "[" + texts.size() + "]", "String");
        return Optional.empty();
      }
    }
    if (!node.isArray()) {
      body.fail(field, "Array");
    } else if (texts.isEmpty() || texts.size() > max) {
      body.fail(field, "Size");
    }
    return Optional.of(texts.stream().distinct().toList());
  }

  List<String> typesOrEverything() {
    return types.orElse(EVERYTHING);
  }

  Change toChange() {
    return new Change(
        name.orElse(null), url.orElse(null), types.orElse(null), enabled.orElse(null));
  }
}
