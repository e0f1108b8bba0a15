package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.FieldData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads organizations. The default of `members` is every user as staff, and that of `connections`
/// is none; `"connected": true` connects every application.
final class OrganizationReader {
  private final List<String> userNames;
  private final List<String> clientKeys;

  OrganizationReader(List<String> userNames, List<String> clientKeys) {
    this.userNames = userNames;
    this.clientKeys = clientKeys;
  }

  Organization read(JsonPosition place) {
    String id = place.requiredText("id");
    String type = place.text("type").orElse("customer");
    if (!type.equals("customer") && !type.equals("dealer")) {
      place.problem("type", "must be customer or dealer");
    }
    Organization organization =
        new Organization(
            id,
            place.requiredText("name"),
            type,
            place.flag("internal", false),
            members(place),
            connections(place),
            new LinkedHashSet<>(place.texts("withheldRels", List.of())),
            place.flag("removed", false),
            restriction(place).orElse(null),
            FieldData.of(new TreeReader(id).clients(place)));
    place.refuseOtherKeys();
    return organization;
  }

  private Map<String, Boolean> members(JsonPosition place) {
    Map<String, Boolean> members = new LinkedHashMap<>();
    Optional<JsonPosition> named = place.object("members");
    if (named.isPresent()) {
      named.get().keys().forEach(user -> members.put(user, named.get().flag(user, true)));
    } else {
      userNames.forEach(user -> members.put(user, true));
    }
    return members;
  }

  private Map<String, Instant> connections(JsonPosition place) {
    Map<String, Instant> connections = new LinkedHashMap<>();
    if (place.flag("connected", false)) {
      clientKeys.forEach(key -> connections.put(key, WorldGenerator.STORY_BEGINS));
    }
    place
        .object("connections")
        .ifPresent(
            named ->
                named
                    .keys()
                    .forEach(
                        key ->
                            connections.put(key, named.moment(key, WorldGenerator.STORY_BEGINS))));
    return connections;
  }

  private static Optional<Restriction> restriction(JsonPosition place) {
    return place
        .object("restriction")
        .map(
            named -> {
              Restriction restriction =
                  new Restriction(named.requiredText("termsUri"), named.flag("listed", false));
              named.refuseOtherKeys();
              return restriction;
            });
  }
}
