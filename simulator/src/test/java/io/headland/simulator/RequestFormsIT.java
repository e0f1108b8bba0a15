package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RequestFormsIT {
  private static final String ORG = "/platform/organizations/1001";

  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void returnsAreasInTheRequestedUnits() {
    JsonNode metric = area("METRIC");
    JsonNode english = area("ENGLISH");

    assertThat(metric.path("unit").asString()).isEqualTo("ha");
    assertThat(english.path("unit").asString()).isEqualTo("ac");
    assertThat(english.path("valueAsDouble").asDouble() / metric.path("valueAsDouble").asDouble())
        .isBetween(2.47104, 2.47106);
    JsonNode embedded =
        browser.getJson(ORG + "/fields/e1?embed=activeBoundary", "Accept-UOM-System", "ENGLISH");
    assertThat(embedded.at("/activeBoundary/area")).isEqualTo(english);
    // Signatures depend on the units as well.
    assertThat(signature("METRIC")).isNotEqualTo(signature("ENGLISH"));
  }

  private JsonNode area(String units) {
    return browser
        .getJson(ORG + "/fields/e1/boundaries", "Accept-UOM-System", units)
        .at("/values/0/area");
  }

  private String signature(String units) {
    return GrowerBrowser.header(
        browser.get(
            ORG + "/farms/f1/fields?embed=boundaries",
            "Accept-UOM-System",
            units,
            "x-deere-signature",
            "nil"),
        "x-deere-signature");
  }

  @Test
  void embedsTheRequestedRecords() {
    JsonNode field =
        browser.getJson(
            ORG + "/fields/e1?embed=simplifiedBoundaries,guidanceLines&embed=accessPoints,notes");

    assertThat(field.path("simplifiedBoundaries").size()).isOne();
    for (String empty : List.of("guidanceLines", "accessPoints", "notes")) {
      assertThat(field.path(empty).isArray()).as(empty).isTrue();
    }
    for (String path : List.of("/clients/c1", "/farms/f1", "/fields/e1/boundaries/b1")) {
      assertThat(browser.getJson(ORG + path).has("recordMetadata")).isFalse();
      assertThat(
              browser
                  .getJson(ORG + path + "?embed=showRecordMetadata")
                  .at("/recordMetadata/@type")
                  .asString())
          .isEqualTo("RecordMetadata");
    }
    assertThat(
            browser
                .getJson(ORG + "/fields/e1/boundaries/b1?embed=showRecordMetadata")
                .at("/recordMetadata/userCreationTimestamp")
                .asString())
        .isEqualTo("2025-03-01T08:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "gzip;q=0 | false",
        "gzip;q=0.0, identity | false",
        "GZIP;q=1.0,deflate;q=0.6,identity;q=0.3 | true",
        "identity;q=1, gzip;q=0.5 | false",
        "* | true",
        "*;q=0 | false",
        "deflate | false",
        "*;q=0, gzip;q=0.1 | true"
      })
  void compressesAsTheWeightsSay(String accepted, boolean compressed) {
    HttpResponse<String> response = browser.get(ORG, "Accept-Encoding", accepted);

    assertThat(GrowerBrowser.header(response, "Content-Encoding").equals("gzip"))
        .isEqualTo(compressed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/vnd.deere.axiom.v3+json;q=0 | 406",
        "application/vnd.deere.axiom.v3+json;q=0, */* | 406",
        "application/json;q=0.9, */*;q=0.1 | 200",
        "application/*;q=0, */* | 406",
        "text/html | 406"
      })
  void answersInAMediaTypeThatIsAccepted(String accepted, int status) {
    assertThat(browser.get(ORG, "Accept", accepted).statusCode()).isEqualTo(status);
  }

  @Test
  void answersHeadWithTheHeadersOfGet() {
    for (String target :
        List.of(
            ORG,
            ORG + "/fields",
            "/platform/",
            GrowerBrowser.OAUTH + "/.well-known/oauth-authorization-server",
            "/connections/0oaapp/select-organizations")) {
      HttpResponse<String> get = browser.get(target);
      HttpResponse<String> head = browser.call("HEAD", target, "", browser.withToken());

      assertThat(head.statusCode()).as(target).isEqualTo(get.statusCode());
      assertThat(head.body()).isEmpty();
      assertThat(GrowerBrowser.header(head, "Content-Type"))
          .isEqualTo(GrowerBrowser.header(get, "Content-Type"));
      assertThat(GrowerBrowser.header(head, "Content-Length"))
          .isEqualTo(GrowerBrowser.header(get, "Content-Length"));
    }
    assertThat(browser.call("HEAD", ORG + "/none", "", browser.withToken()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void namesTheMethodsOfARoute() {
    HttpResponse<String> options =
        browser.call("OPTIONS", ORG + "/fields/e1", "", browser.withToken());

    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(GrowerBrowser.header(options, "Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
    assertThat(browser.call("OPTIONS", ORG + "/fields/e1", "").statusCode()).isEqualTo(401);
    assertThat(browser.call("POST", ORG + "/machines", "", browser.withToken()).statusCode())
        .isEqualTo(501);
  }
}
