package io.headland.server.provider.johndeere;

import io.headland.server.provider.johndeere.Reading.Read;
import io.headland.server.provider.johndeere.Reading.Unreadable;
import io.headland.server.upstream.AnswerBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Bytes in, wire records out. Keys that a record lacks are ignored: new ones appear without
/// notice.
final class WireJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private WireJson() {}

  static <T> Reading<T> read(AnswerBody body, Class<T> type) {
    try {
      @Nullable T content = JSON.readValue(body.stream(), type);
      return content == null ? new Unreadable<>("nothing but null") : new Read<>(content);
    } catch (JacksonException _) {
      return new Unreadable<>("not the JSON that was expected");
    }
  }
}
