package io.headland.simulator.johndeere.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.simulator.fielddata.Client;
import io.headland.simulator.fielddata.IdGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorldFileTest {
  @Test
  void fillsInWhatIsLeftOut() {
    World world =
        WorldFile.parse(
            """
            {"applications": [{"clientKey": "app", "clientSecret": "s"}],
             "users": [{"userName": "anna"}],
             "grants": [{"refreshToken": "rt"}],
             "organizations": [{"id": "1", "name": "One", "connected": true,
               "clients": [{"farms": [{"fields": [{"name": "North"}]}]}]}]}
            """);

    Organization organization = world.findOrganization("1").orElseThrow();
    Client client = organization.clients().getFirst();
    assertThat(world.grants().getFirst().userName()).isEqualTo("anna");
    assertThat(organization.hasMember("anna")).isTrue();
    assertThat(organization.isConnectedTo("app")).isTrue();
    assertThat(client.name()).isEqualTo("---");
    assertThat(client.id()).isEqualTo(IdGenerator.uuid("1/client/0").toString());
  }

  @Test
  void namesEveryMistakeWithItsPlace() {
    assertThatThrownBy(
            () ->
                WorldFile.parse(
                    """
                    {"users": [{"userName": 1}],
                     "organisations": [],
                     "organizations": [
                       {"id": "1", "name": "One", "type": "farm"},
                       {"id": "2", "name": "Two", "clients": [{"farms": [{"fields": [
                         {"name": "N", "boundaries": [{"rings": [{"points": [[1, 2], [3]]}]}]}]}]}]}
                     ]}
                    """))
        .isInstanceOfSatisfying(
            WorldException.class,
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        p -> assertThat(p).startsWith("users[0].userName: must be a string"))
                    .anySatisfy(p -> assertThat(p).startsWith("organisations: is not a known key"))
                    .anySatisfy(p -> assertThat(p).startsWith("organizations[0].type: must be"))
                    .anySatisfy(
                        p ->
                            assertThat(p)
                                .startsWith(
                                    "organizations[1].clients[0].farms[0].fields[0]"
                                        + ".boundaries[0].rings[0].points:")));
  }

  @Test
  void refusesAWorldThatContradictsItself() {
    assertThatThrownBy(
            () ->
                WorldFile.parse(
                    """
                    {"applications": [{"clientKey": "app", "clientSecret": "s"}],
                     "users": [{"userName": "anna"}],
                     "organizations": [
                       {"id": "1", "name": "One", "members": {"bert": true}},
                       {"id": "1", "name": "Again", "connections": {"other": null}}]}
                    """))
        .hasMessageContaining("organizations: id '1' is there twice")
        .hasMessageContaining("there is no user 'bert'")
        .hasMessageContaining("there is no application 'other'");
  }

  @Test
  void saysWhereAFileStopsBeingJson() {
    assertThatThrownBy(() -> WorldFile.parse("{\n  \"users\": [}"))
        .hasMessageContaining("is not JSON: line 2");
    assertThatThrownBy(() -> WorldFile.read(Path.of("no-such-file.json")))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void readsTheExampleOfItsPage() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "simulator.md"));
    int begin = page.indexOf("```json\n") + "```json\n".length();

    World world = WorldFile.parse(page.substring(begin, page.indexOf("```", begin)));

    assertThat(world.organizations()).hasSize(4);
  }
}
