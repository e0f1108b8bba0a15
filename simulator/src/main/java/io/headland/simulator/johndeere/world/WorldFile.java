package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Worlds as JSON, the format in which cases are written down.
public final class WorldFile {
  private static final int LARGE = 1_000;

  private WorldFile() {}

  /// Reads a file.
  ///
  /// @throws WorldException when it cannot be read or is not a world
  public static World read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new WorldException(List.of("cannot be read: " + e));
    }
  }

  /// Reads a world from its text.
  ///
  /// @throws WorldException naming everything that is wrong, each with its place
  public static World parse(String text) {
    JsonNode tree;
    try {
      tree = Json.read(text);
    } catch (JacksonException e) {
      throw new WorldException(
          List.of(
              "is not JSON: line %d, column %d: %s"
                  .formatted(
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr(),
                      e.getOriginalMessage())));
    }
    List<String> problems = new ArrayList<>();
    World.Builder builder = WorldReader.read(new JsonPosition("", tree, problems));
    if (!problems.isEmpty()) {
      throw new WorldException(problems);
    }
    return builder.build();
  }

  /// Reads one organization of a world that is there already.
  ///
  /// @throws WorldException naming everything that is wrong
  public static Organization parseOrganization(JsonNode tree, World world) {
    List<String> problems = new ArrayList<>();
    OrganizationReader reader =
        new OrganizationReader(
            world.growers().stream().map(Grower::userName).toList(),
            world.applications().stream().map(Application::clientKey).toList());
    Organization organization = reader.read(new JsonPosition("", tree, problems));
    if (problems.isEmpty()) {
      problems.addAll(
          WorldCheck.problemsOf(
              List.copyOf(world.applications()),
              List.copyOf(world.growers()),
              List.of(),
              List.of(organization)));
    }
    if (!problems.isEmpty()) {
      throw new WorldException(problems);
    }
    return organization;
  }

  /// The world in the same format.
  public static ObjectNode write(World world) {
    return WorldWriter.write(world);
  }

  /// One organization in the same format.
  public static ObjectNode write(Organization organization) {
    return WorldWriter.write(organization);
  }

  /// The same, but for many fields no more than the number of its fields.
  public static ObjectNode writeBriefly(Organization organization) {
    int fields = organization.fieldData().countFields(ArchiveFilter.ALL);
    if (fields <= LARGE) {
      return write(organization);
    }
    ObjectNode node = write(organization.withClients(List.of()));
    node.remove("clients");
    return node.put("fields", fields);
  }
}
