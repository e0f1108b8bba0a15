package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.OrganizationLookup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What asking for one organization may be answered, byte for byte over a socket.
@Timeout(30)
class OrganizationAccessTest {
  private static final String HTML = "<html><body>Forbidden</body></html>";

  private final ScriptedDeere deere = ScriptedDeere.start();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void findsOneOrganization() throws InterruptedException {
    deere.api().then(200, "{\"id\": \"a/b c\", \"name\": \"x\"}");

    assertThat(ask("a/b c")).isInstanceOf(OrganizationLookup.Found.class);
    assertThat(deere.api().received().getFirst().line())
        .isEqualTo("GET /platform/organizations/a%2Fb%20c HTTP/1.1");
  }

  @Test
  void rejectsAnotherOrganizationThanTheRequestedOne() throws InterruptedException {
    deere.api().then(200, "{\"id\": \"2\"}");

    assertThat(ask("1")).isInstanceOf(OrganizationLookup.Failed.class);
  }

  @Test
  void tellsWhyAnOrganizationIsMissing() throws InterruptedException {
    deere.api().then(403, "", "X-Deere-Terms-Location: https://terms.deere.test/a");
    deere
        .api()
        .then(403, "")
        .then(404, "")
        .then(500, "")
        .then(403, HTML, "Content-Type: text/html");

    assertThat(ask("1"))
        .isEqualTo(new OrganizationLookup.ActionRequired("https://terms.deere.test/a"));
    assertThat(ask("1")).isEqualTo(new OrganizationLookup.NotVisible());
    assertThat(ask("1")).isEqualTo(new OrganizationLookup.NotVisible());
    assertThat(ask("1")).isInstanceOf(OrganizationLookup.Failed.class);
    assertThat(ask("1")).isInstanceOf(OrganizationLookup.Failed.class);
  }

  private OrganizationLookup ask(String providerOrgId) throws InterruptedException {
    return deere.adapter().lookUpOrganization(deere.session(), providerOrgId);
  }
}
