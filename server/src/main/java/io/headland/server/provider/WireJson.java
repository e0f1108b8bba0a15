package io.headland.server.provider;

import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.upstream.AnswerBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Bytes in, wire records out. Keys that a record lacks are ignored: new ones appear without
/// notice.
public final class WireJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final JsonMapper ANY_CASE =
      JSON.rebuild().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build();

  private WireJson() {}

  public static <T> Reading<T> read(AnswerBody body, Class<T> type) {
    return read(JSON, body, type);
  }

  /// For a provider that does not care in which case it writes its keys.
  public static <T> Reading<T> readInAnyCase(AnswerBody body, Class<T> type) {
    return read(ANY_CASE, body, type);
  }

  private static <T> Reading<T> read(JsonMapper json, AnswerBody body, Class<T> type) {
    try {
      @Nullable T content = json.readValue(body.stream(), type);
      return content == null ? new Unreadable<>("nothing but null") : new Read<>(content);
    } catch (JacksonException _) {
      return new Unreadable<>("not the JSON that was expected");
    }
  }
}
