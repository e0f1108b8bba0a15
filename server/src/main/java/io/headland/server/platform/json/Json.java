package io.headland.server.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/// The shared JSON mapper.
public final class Json {
  /// Leaf's resources have six digits of a second and `Z`, even if the digits are zeros.
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(new InstantInMicroseconds()))
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Views are given only on the keys that they omit.
          .enable(MapperFeature.DEFAULT_VIEW_INCLUSION)
          .build();

  /// Sets a key; a null value leaves it absent.
  public static void putIfPresent(ObjectNode object, String key, @Nullable String value) {
    if (value != null) {
      object.put(key, value);
    }
  }

  /// Writes all keys.
  public static final ObjectWriter COMPLETE = MAPPER.writer();

  /// Writes the keys documented by Leaf, without those that are [Added].
  public static final ObjectWriter DOCUMENTED = MAPPER.writerWithView(Added.Views.Documented.class);

  private Json() {}

  /// Whether PostgreSQL can store a text: without NUL, and without unpaired surrogates, which JSON
  /// permits and UTF-8 cannot encode.
  public static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(
            point ->
                point == 0
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }

  private static final class InstantInMicroseconds extends StdSerializer<Instant> {
    private InstantInMicroseconds() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
      json.writeString(MICROSECONDS.format(value));
    }
  }
}
