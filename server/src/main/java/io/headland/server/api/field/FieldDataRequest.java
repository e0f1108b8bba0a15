package io.headland.server.api.field;

import io.headland.server.core.field.ParentChange;
import io.headland.server.core.field.file.GeoJson;
import io.headland.server.core.field.file.GeometryException;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.provider.Shape;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Parses the bodies of writes of growers, farms and fields. An absent key is not changed; null
/// removes its value.
final class FieldDataRequest {
  /// The largest length of a name.
  static final int MAX_NAME = 255;

  private final ObjectNode json;
  private final BodyReader body;

  FieldDataRequest(String objectName, ObjectNode json) {
    this.json = json;
    this.body = BodyReader.of(objectName, json);
  }

  /// An optional name.
  ///
  /// @return blank for null; empty when the key is absent
  Optional<String> name(String key) {
    if (!json.has(key)) {
      return Optional.empty();
    }
    if (json.get(key).isNull()) {
      return Optional.of("");
    }
    Optional<String> name = body.text(key);
    name.ifPresent(
        text -> {
          if (text.isBlank()) {
            body.fail(key, "NotBlank");
          } else if (text.length() > MAX_NAME) {
            body.fail(key, "Size 1 to " + MAX_NAME);
          } else if (text.chars().anyMatch(Character::isISOControl)) {
            body.fail(key, "Pattern");
          }
        });
    return Optional.of(name.orElse("").strip());
  }

  /// The id of the farm or grower of the record.
  Optional<Long> parent(String key) {
    OptionalLong id = body.wholeNumber(key, 1, Long.MAX_VALUE);
    return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
  }

  ParentChange parentChange(String key) {
    Optional<Long> id = parent(key);
    return id.isPresent()
        ? new ParentChange.Given(id.get())
        : json.has(key) ? new ParentChange.Removed() : new ParentChange.Unchanged();
  }

  /// The id of a field given by the caller.
  Optional<UUID> id() {
    Optional<String> text = body.text("id");
    Optional<UUID> id = text.flatMap(LeafUserId::parse).map(LeafUserId::value);
    if (text.isPresent() && id.isEmpty()) {
      body.fail("id", "UUID");
    }
    return id;
  }

  /// Whether there is a geometry; null is an invalid one.
  boolean hasGeometry() {
    return json.has("geometry");
  }

  /// Rejects the request when any key is invalid. The geometry is read after that.
  void refuseInvalid() {
    body.refuseInvalid();
  }

  BodyReader body() {
    return body;
  }

  /// The geometry, validated, repaired if `fix` is set, and measured.
  BoundaryShape shape(boolean fix) {
    return BoundaryShapes.accepted(positions(GeoJson.MAX_POSITIONS), fix);
  }

  /// The geometry as received.
  Shape positions(int max) {
    JsonNode geometry = json.path("geometry");
    if (geometry.isMissingNode() || geometry.isNull()) {
      body.fail("geometry", "NotNull");
      body.refuseInvalid();
    }
    try {
      return GeoJson.shape(geometry, max);
    } catch (GeometryException e) {
      throw FieldDataProblems.invalidGeometry(e.reason());
    }
  }
}
