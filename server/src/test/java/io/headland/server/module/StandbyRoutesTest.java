package io.headland.server.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.OpenApiDocument;
import io.headland.server.platform.http.Operation;
import org.junit.jupiter.api.Test;

/// Each read of the API is either one that may be a second old or one of this list.
class StandbyRoutesTest {
  @Test
  void theseReadsAlwaysUseThePrimary() {
    assertThat(
            OpenApiDocument.load().operations().stream()
                .filter(operation -> operation.secured() && operation.method().equals("GET"))
                .filter(operation -> !StandbyRoutes.mayRead("GET", operation.template().toString()))
                .map(Operation::id))
        .containsExactlyInAnyOrder(
            "listAlerts",
            "listFailedCalls",
            "getAlert",
            "getArchiveUpload",
            "getOwnerConfiguration",
            "getConfiguration",
            "listAppKeys",
            "getAppKey",
            "getAppKeyOfEnvironment",
            "listMagicLinks",
            "getMagicLink",
            "getJohnDeereCredential",
            "listJohnDeereCredentialEvents",
            "getCredential",
            "listCredentialEvents",
            "listEvents",
            "getEvent",
            "explain",
            "explainFile",
            "listLeafUsers",
            "getLeafUser",
            "searchLeafUsers",
            "listOrganizationsAtProvider",
            "listOrganizations",
            "getOrganization",
            "previewOrganization",
            "followSyncRun",
            "getSystem",
            "listUploads",
            "getUpload",
            "listUploadEntries",
            "listWebhooks",
            "getWebhook",
            "listWebhookAttempts");
  }

  @Test
  void noOtherMethodReadsFromAStandby() {
    assertThat(OpenApiDocument.load().operations())
        .filteredOn(operation -> !operation.method().equals("GET"))
        .noneMatch(
            operation -> StandbyRoutes.mayRead(operation.method(), operation.template().toString()))
        .filteredOn(Operation::secured)
        .allMatch(operation -> StandbyRoutes.mayWrite(operation.method()));
  }
}
