package io.headland.server.platform.providerhttp;

import io.headland.server.platform.config.Secret;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the error in the body of a failed response: OAuth 2 (RFC 6749, 5.2), Okta, problem details
/// (RFC 9457), John Deere's `Errors` and its bare array, a plain `message`, or the title of a page.
public final class ErrorBody {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A larger body is not an error message.
  static final int LARGEST = 64 * 1024;

  private static final List<String> CODES = List.of("error", "errorCode", "code", "type");
  private static final List<String> DESCRIPTIONS =
      List.of("error_description", "errorSummary", "detail", "message", "title");

  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.{0,1000}?)</title>");

  private ErrorBody() {}

  /// Reads the error; empty texts when there is none.
  ///
  /// @param secrets to be masked if the body contains them
  public static ProviderError read(ResponseBody body, Collection<Secret> secrets) {
    if (body.size() == 0 || body.size() > LARGEST) {
      return ProviderError.NONE;
    }
    try {
      return of(first(JSON.readTree(body.stream())), secrets);
    } catch (JacksonException _) {
      Matcher title = TITLE.matcher(body.text());
      return title.find() ? ProviderError.of("", title.group(1), secrets) : ProviderError.NONE;
    }
  }

  /// The first of several errors.
  private static JsonNode first(JsonNode json) {
    JsonNode errors = json.isArray() ? json : json.path("errors");
    return errors.isArray() && !errors.isEmpty() ? errors.get(0) : json;
  }

  private static ProviderError of(JsonNode error, Collection<Secret> secrets) {
    return ProviderError.of(text(error, CODES), text(error, DESCRIPTIONS), secrets);
  }

  private static String text(JsonNode json, List<String> keys) {
    return keys.stream()
        .map(key -> json.path(key).asString("").strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}
