package io.headland.server.api.asset;

import static io.headland.server.api.machinefile.UploadedFiles.passes;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.machinefile.UploadedFiles;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.core.machinefile.DeereSample;
import io.headland.server.core.machinefile.IsoxmlSample;
import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.http.ApiClient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Machines and implements that uploaded files name.
class FileMachineIT {
  private static final Instant START = Instant.parse("2026-10-01T08:00:00Z");
  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static ServerFixture server;

  private ApiClient api;
  private UploadedFiles files;
  private UserAssets assets;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    api = server.newOwner("machines-" + OWNERS.incrementAndGet() + "@example.com");
    files = UploadedFiles.ofNewUser(api);
    assets = new UserAssets(api, files.leafUser());
  }

  private List<String> ids(String query, String key) {
    return api.get(query).json().valueStream().map(each -> each.path(key).stringValue()).toList();
  }

  @Test
  void aFileThatNamesAMachineCreatesItOnceAndIsListedWithIt() throws IOException {
    files.createField(10, 50);
    Passes passes = passes(10, 50, START);
    String first = files.upload(DeereSample.of(OperationType.HARVESTED, passes));
    String second =
        files.upload(
            DeereSample.of(
                OperationType.HARVESTED, passes(10, 50, START.plusSeconds(60 * 86_400L))));
    files.awaitOperations(2);

    JsonNode machine = assets.find("machines");

    assertThat(machine.path("originType").stringValue()).isEqualTo("FILE_POOLED");
    assertThat(machine.path("serialNumber").stringValue()).isEqualTo("serial-1");
    assertThat(machine.path("name").stringValue()).isEqualTo("serial-1");
    assertThat(machine.has("provider")).isFalse();
    String id = machine.path("id").stringValue();
    for (JsonNode operation : files.operations()) {
      String path = UploadedFiles.OPERATIONS + "/" + operation.path("id").stringValue();
      assertThat(api.get(path + "/machines").json().at("/machines/0").stringValue()).isEqualTo(id);
    }
    String ofMachine = assets.path("machines/" + id + "/files");
    JsonNode listed = api.get(ofMachine + "?sort=startTime,desc").json();
    assertThat(listed).hasSize(2);
    assertThat(listed.at("/0/leafFileId").stringValue()).isEqualTo(second);
    assertThat(listed.at("/0/machineId").stringValue()).isEqualTo(id);
    assertThat(listed.at("/0/id")).isNotEqualTo(listed.at("/1/id"));
    assertThat(listed.at("/0/distance/unit").stringValue()).isEqualTo("ft");
    assertThat(listed.at("/0/distance/value").doubleValue() * 0.3048)
        .isBetween(passes.area() / 9 * 0.99, passes.area() / 9 * 1.01);
    assertThat(ids(ofMachine + "?beforeStartTime=2026-11-01", "leafFileId")).containsExactly(first);
    assertThat(ids(ofMachine + "?afterEndTime=2026-11-01", "leafFileId")).containsExactly(second);
    assertThat(ids(ofMachine + "?startTime=2026-10-01T08:00:00Z", "leafFileId"))
        .containsExactly(first);
    assertThat(ids(ofMachine + "?leafFileId=" + second, "leafFileId")).containsExactly(second);
    assertThat(ids(UploadedFiles.FILES + "?machineId=" + id, "id"))
        .containsExactlyInAnyOrder(first, second);
    assertThat(ids(UploadedFiles.OPERATIONS + "?machineId=" + id, "id")).hasSize(2);
    String other = "01a00000-0000-7000-8000-000000000001";
    assertThat(ids(UploadedFiles.FILES + "?machineId=" + other, "id")).isEmpty();
    assertThat(ids(UploadedFiles.OPERATIONS + "?machineId=" + other, "id")).isEmpty();
    assertThat(api.get(assets.path("machines/" + other + "/files")).errorKey())
        .isEqualTo("machineNotFound");
    assertThat(api.delete(assets.path("machines/" + id)).errorKey())
        .isEqualTo("machineNotEditable");
    RecordedEvents.awaitPublished(server);
    assertThat(api.get("/services/headland/api/events?types=machine.created").json().path("items"))
        .hasSize(1);
  }

  @Test
  void anImplementOfATaskSetIsCreated() throws IOException {
    files.upload(IsoxmlSample.of(OperationType.PLANTED, passes(11, 50, START)).entries());

    assertThat(assets.names("machines")).isEmpty();
    JsonNode found = assets.find("implements");
    assertThat(found.path("originType").stringValue()).isEqualTo("FILE_POOLED");
    assertThat(found.path("name").stringValue()).isEqualTo("Implement 9000");
    assertThat(found.path("serialNumber").stringValue()).isEqualTo("4711");
  }

  @Test
  void aMachineThatIsKnownByItsSerialNumberIsNotCreatedAgain() throws IOException {
    api.post(assets.path("machines"), "{\"name\": \"Mine\", \"serialNumber\": \"serial-1\"}");

    files.upload(DeereSample.of(OperationType.HARVESTED, passes(12, 50, START)));

    assertThat(assets.names("machines")).containsExactly("Mine");
    String id = assets.find("machines").path("id").stringValue();
    assertThat(ids(assets.path("machines/" + id + "/files"), "machineId")).containsExactly(id);
  }
}
