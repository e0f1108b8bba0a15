package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.provider.AssetKind;
import io.headland.server.provider.AssetRecord;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.ProviderFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Responses of the equipment API, over a socket.
@Timeout(30)
class JohnDeereAssetsTest {
  private final ScriptedDeere deere = ScriptedDeere.start();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void requestsTheMachinesOfAnOrganizationAsJson() throws InterruptedException {
    deere.api().then(200, "{\"total\": 1, \"values\": [{\"principalId\": \"7\"}]}");

    List<AssetRecord> machines = last(fetch(new Cursor.Start()));

    assertThat(deere.api().received().getFirst().line())
        .isEqualTo(
            "GET /isg/equipment?organizationIds=9&categories=Machine&pageOffset=0&itemLimit=100"
                + " HTTP/1.1");
    assertThat(deere.api().received().getFirst().header("Accept")).contains("application/json");
    assertThat(machines).containsExactly(new AssetRecord("7", "", "", "", "", "", "", "", ""));
  }

  @Test
  void continuesAfterAPageUntilTheTotal() throws InterruptedException {
    deere.api().then(200, "{\"total\": 3, \"values\": [{\"id\": \"1\"}, {\"id\": \"2\"}]}");
    deere.api().then(200, "{\"total\": 3, \"values\": {\"x\": {\"id\": \"3\"}}}");

    var first = (Fetch.More<AssetRecord>) fetch(new Cursor.Start());
    List<AssetRecord> rest = last(fetch(first.next()));

    assertThat(first.records()).extracting(AssetRecord::id).containsExactly("1", "2");
    assertThat(rest).extracting(AssetRecord::id).containsExactly("3");
    assertThat(deere.api().received().getLast().line()).contains("pageOffset=2&");
  }

  @Test
  void aListThatEndsBeforeItsTotalIsIncomplete() throws InterruptedException {
    deere.api().then(200, "{\"total\": 3, \"values\": []}");

    assertThat(fetch(new Cursor.Start())).isEqualTo(new Fetch.Incomplete<>(List.of(), 3));
  }

  @Test
  void equipmentWithoutAnIdMakesAListIncomplete() throws InterruptedException {
    deere.api().then(200, "{\"values\": [{\"id\": \"1\"}, null, {\"name\": \"?\"}, 5]}");

    var incomplete = (Fetch.Incomplete<AssetRecord>) fetch(new Cursor.Start());

    assertThat(incomplete.records()).extracting(AssetRecord::id).containsExactly("1");
    assertThat(incomplete.missing()).isEqualTo(3);
  }

  @Test
  void archivedEquipmentIsOmitted() throws InterruptedException {
    deere
        .api()
        .then(
            200,
            "{\"total\": 2, \"values\": [{\"id\": \"1\", \"archived\": true},"
                + " {\"id\": \"2\", \"model\": {\"name\": \"8R\"}, \"modelYear\": 2019}]}");

    assertThat(last(fetch(new Cursor.Start())))
        .containsExactly(new AssetRecord("2", "", "", "", "8R", "", "", "2019", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"values\": 5}", "{\"errors\": []}", "<html>"})
  void anotherBodyIsNoList(String body) throws InterruptedException {
    deere.api().then(200, body);

    var failed = (Fetch.Failed<AssetRecord>) fetch(new Cursor.Start());

    assertThat(failed.failure()).isInstanceOf(ProviderFailure.InvalidResponse.class);
  }

  @Test
  void aMissingScopeIsARefusal() throws InterruptedException {
    deere.api().then(403, "{\"error\": \"insufficient_scope\"}");

    var failed = (Fetch.Failed<AssetRecord>) fetch(new Cursor.Start());

    assertThat(failed.failure()).isInstanceOf(ProviderFailure.Forbidden.class);
  }

  private Fetch<AssetRecord> fetch(Cursor from) throws InterruptedException {
    return deere
        .adapter()
        .assets()
        .orElseThrow()
        .fetch(deere.session(), "9", AssetKind.MACHINE, from);
  }

  private static List<AssetRecord> last(Fetch<AssetRecord> fetch) {
    return ((Fetch.Last<AssetRecord>) fetch).records();
  }
}
