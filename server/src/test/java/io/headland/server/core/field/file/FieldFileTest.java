package io.headland.server.core.field.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.field.file.FieldFile.FileField;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Files of fields that would require too much memory after parsing.
class FieldFileTest {
  private static final int MAX_FIELDS = 100;

  @Test
  void aGeoJsonFileWithMoreValuesThanTheLimitIsNotRead() {
    FieldFile.Content read =
        FieldFile.read("a.geojson", withEmptyObjects(500_000), MAX_FIELDS).getFirst();

    assertThat(read.fields())
        .singleElement()
        .isInstanceOfSatisfying(
            FileField.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("1000000 values"));
  }

  private static byte[] withEmptyObjects(int count) {
    String json = "{\"type\":\"FeatureCollection\",\"features\":[" + "{},".repeat(count) + "{}]}";
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
