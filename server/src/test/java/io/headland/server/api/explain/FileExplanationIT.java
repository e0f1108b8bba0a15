package io.headland.server.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.core.machinefile.MachineFileSamples;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Explanations of uploaded machine files.
class FileExplanationIT {
  private static final String EXPLANATION = "/services/headland/api/files/%s/explanation";

  private static ServerFixture server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode explain(ApiClient api, String file) {
    ApiResponse response = api.get(EXPLANATION.formatted(file));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static List<String> codes(JsonNode explanation) {
    return explanation
        .path("chain")
        .valueStream()
        .map(step -> step.path("code").stringValue())
        .toList();
  }

  private static void execute(String sql, String... values) {
    server.jdbi().useHandle(handle -> handle.execute(sql, (Object[]) values));
  }

  @Test
  void aFileInAnOperationNamesItAndWhatPreventsTheNextMerge() throws IOException {
    ApiClient api = server.newOwner("explained@example.com");
    String user = Archives.newUser(api);
    UploadedOperation uploaded = UploadedOperation.create(api, user);
    String file = uploaded.fileId();

    JsonNode explanation = explain(api, file);

    assertThat(explanation.at("/operations/0").stringValue()).isEqualTo(uploaded.operationId());
    assertThat(codes(explanation))
        .containsExactly(
            "FILE_CONVERTED",
            "FILE_POINTS_KEPT",
            "FIELD_OPERATION_CREATION_ON",
            "FILE_IN_OPERATION");

    execute(
        """
        update machine_file
           set rejected_points =
               '{"standardGeojson": {"kept": 9, "rejected": [{"reason": "wetMass", "points": 2}]},
                 "filteredGeojson": {"kept": 8, "rejected": [{"reason": "speed", "points": 1}]}}'
         where id = cast(? as uuid)
        """,
        file);
    api.post("/services/config/api/configs/" + user, "{\"fieldOperationCreation\": false}");
    execute("delete from field_operation where id = cast(? as uuid)", uploaded.operationId());
    JsonNode without = explain(api, file);
    assertThat(without.path("operations")).isEmpty();
    assertThat(without.path("reason").stringValue()).contains("fieldOperationCreation");
    assertThat(codes(without))
        .containsExactly(
            "FILE_CONVERTED",
            "FILE_POINTS_REJECTED",
            "FIELD_OPERATION_CREATION_OFF",
            "FILE_NOT_MERGED");
    assertThat(without.path("rejected")).hasSize(2);
    assertThat(without.path("rejected"))
        .anySatisfy(
            each -> {
              assertThat(each.path("step").stringValue()).isEqualTo("standardGeojson");
              assertThat(each.path("reason").stringValue()).isEqualTo("wetMass");
              assertThat(each.path("points").longValue()).isEqualTo(2);
            });

    execute(
        """
        insert into scheduled_tasks
               (task_name, task_instance, execution_time, picked, version, priority)
        select 'operation-merge', file.api_owner_id || '/' || file.leaf_user_id || '/' || part.field_id
             , timestamptz '2100-01-01 00:00:00Z', false, 1, 0
          from machine_file as file
          join machine_file_field as part
            on part.machine_file_id = file.id
         where file.id = cast(? as uuid)
        """,
        file);
    JsonNode waiting = explain(api, file);
    assertThat(codes(waiting)).contains("FILE_MERGE_WAITING").doesNotContain("FILE_NOT_MERGED");
    assertThat(waiting.at("/chain/3/at").stringValue()).startsWith("2100-01-01T00:00:00");
    execute(
        "delete from scheduled_tasks where task_name = 'operation-merge' and task_instance like '%' || ?",
        uploaded.fieldId());

    execute("update machine_file set status = 'PROCESSING' where id = cast(? as uuid)", file);
    assertThat(codes(explain(api, file))).containsExactly("FILE_PROCESSING");
    execute("update machine_file set status = 'PROCESSED' where id = cast(? as uuid)", file);

    execute("update field set removed_at = now() where id = cast(? as uuid)", uploaded.fieldId());
    assertThat(codes(explain(api, file))).contains("FILE_FIELD_HIDDEN");
    execute("update field set removed_at = null where id = cast(? as uuid)", uploaded.fieldId());

    execute(
        "update field_boundary set status = 'INACTIVE' where api_owner_id = (select api_owner_id from machine_file where id = cast(? as uuid))",
        file);
    assertThat(codes(explain(api, file))).contains("FILE_FIELD_WITHOUT_BOUNDARY");

    execute("delete from machine_file_field where machine_file_id = cast(? as uuid)", file);
    assertThat(codes(explain(api, file))).contains("FILE_IN_NO_FIELD");

    execute("update machine_file set provider_org_id = 'hidden' where id = cast(? as uuid)", file);
    JsonNode hidden = explain(api, file);
    assertThat(codes(hidden)).containsExactly("FILE_ORGANIZATION_HIDDEN");
    assertThat(hidden.path("rejected")).isEmpty();
    assertThat(server.newOwner("other@example.com").get(EXPLANATION.formatted(file)).errorKey())
        .isEqualTo("fileNotFound");
  }

  @Test
  void aFailedFileNamesTheStepAndTheMessage() throws IOException {
    ApiClient api = server.newOwner("failed@example.com");
    String user = Archives.newUser(api);
    Path zip =
        MachineFileSamples.zip(
            folder.resolve("broken.zip"),
            Map.of(
                "broken.geojson",
                "{\"type\": \"FeatureCollection\", \"features\": [{"
                    .getBytes(StandardCharsets.UTF_8)));
    String batch =
        Archives.BATCHES + "/" + Archives.upload(api, user, Files.readAllBytes(zip)).id();
    Concurrency.await(() -> api.get(batch).json().path("status").stringValue().equals("FAILED"));

    JsonNode explanation = explain(api, api.get(batch).json().at("/leafFiles/0").stringValue());

    assertThat(codes(explanation)).containsExactly("FILE_FAILED");
    assertThat(explanation.path("reason").stringValue()).contains("at the step rawGeojson: ");
    assertThat(explanation.at("/chain/0/change").stringValue()).contains(batch + "/retry");
  }
}
