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

/// The one JSON mapper of the program.
public final class Json {
  /// Leaf's resources show six digits of a second and `Z`, also when the digits are zeros.
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(new InstantInMicroseconds()))
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Views are named on the keys that they leave out.
          .enable(MapperFeature.DEFAULT_VIEW_INCLUSION)
          .build();

  /// Sets a key that is absent when its value is null.
  public static void putIfPresent(ObjectNode object, String key, @Nullable String value) {
    if (value != null) {
      object.put(key, value);
    }
  }

  /// Writes everything.
  public static final ObjectWriter COMPLETE = MAPPER.writer();

  /// Writes what Leaf documents, without the keys that are [Added].
  public static final ObjectWriter DOCUMENTED = MAPPER.writerWithView(Added.Views.Documented.class);

  private Json() {}

  /// Whether PostgreSQL can keep a text: without NUL, and without halves of characters, which JSON
  /// lets through and UTF-8 has no bytes for.
  public static boolean canBeKept(String text) {
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
