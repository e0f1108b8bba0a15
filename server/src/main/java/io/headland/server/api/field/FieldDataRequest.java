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

/// Reads the bodies of writes of growers, farms and fields. A key that is left out keeps what is
/// stored; null removes it.
final class FieldDataRequest {
  /// The most characters of a name.
  static final int MOST_NAME = 255;

  private final ObjectNode json;
  private final BodyReader body;

  FieldDataRequest(String objectName, ObjectNode json) {
    this.json = json;
    this.body = BodyReader.of(objectName, json);
  }

  /// A name that may be left out.
  ///
  /// @return blank for null; empty when the key is left out
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
          } else if (text.length() > MOST_NAME) {
            body.fail(key, "Size 1 to " + MOST_NAME);
          } else if (text.chars().anyMatch(Character::isISOControl)) {
            body.fail(key, "Pattern");
          }
        });
    return Optional.of(name.orElse("").strip());
  }

  /// The id of the farm or grower that the record belongs to.
  Optional<Long> parent(String key) {
    OptionalLong id = body.wholeNumber(key, 1, Long.MAX_VALUE);
    return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
  }

  ParentChange parentChange(String key) {
    Optional<Long> id = parent(key);
    return id.isPresent()
        ? new ParentChange.Given(id.get())
        : json.has(key) ? new ParentChange.Removed() : new ParentChange.Kept();
  }

  /// The id that a caller gives to a field.
  Optional<UUID> id() {
    Optional<String> text = body.text("id");
    Optional<UUID> id = text.flatMap(LeafUserId::parse).map(LeafUserId::value);
    if (text.isPresent() && id.isEmpty()) {
      body.fail("id", "UUID");
    }
    return id;
  }

  /// Whether there is a geometry; null is one that is not valid.
  boolean hasGeometry() {
    return json.has("geometry");
  }

  /// Ends the request when any key is wrong. The geometry is read after that.
  void refuseInvalid() {
    body.refuseInvalid();
  }

  BodyReader body() {
    return body;
  }

  /// The geometry, checked, repaired when `fix` says so, and measured.
  BoundaryShape shape(boolean fix) {
    return BoundaryShapes.accepted(positions(GeoJson.MOST_POSITIONS), fix);
  }

  /// The geometry as it was sent.
  Shape positions(int most) {
    JsonNode geometry = json.path("geometry");
    if (geometry.isMissingNode() || geometry.isNull()) {
      body.fail("geometry", "NotNull");
      body.refuseInvalid();
    }
    try {
      return GeoJson.shape(geometry, most);
    } catch (GeometryException e) {
      throw FieldDataProblems.invalidGeometry(e.reason());
    }
  }
}
