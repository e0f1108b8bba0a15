package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/// The checker must not let anything pass that the contract does not say.
class OpenApiContractTest {
  private static final OpenApiContract CONTRACT = OpenApiContract.load();
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String USER = USERS + "/f2a0b4d1-e567-4a8c-9e1f-0c3d5a7b9e2f";
  private static final String REQUEST_ID = "0198c0de-5a5e-7cc3-98c4-dc0c0c07398f";
  private static final String JANE =
      """
      {"id": "f2a0b4d1-e567-4a8c-9e1f-0c3d5a7b9e2f", "name": "Jane Smith", "email": "jane@example.com",
       "apiOwnerUsername": "owner@example.com"}
      """;
  private static final String ORGANIZATION =
      """
      {"providerOrgId": "01011000", "providerOrgName": "River Bend Farms", "status": "%s"%s}
      """;

  @Test
  void acceptsTheDocumentedResponse() {
    assertThatCode(() -> CONTRACT.check("GET", USER, json(200, JANE))).doesNotThrowAnyException();
  }

  @Test
  void letsASlashAtTheEndPass() {
    assertThatCode(() -> CONTRACT.check("GET", USER + "/", json(200, JANE)))
        .doesNotThrowAnyException();
  }

  @Test
  void namesOperationStatusAndEachDeparture() {
    departs("GET", USER, json(200, JANE.replace("\"name\"", "\"nom\"").replace("f2a0b4d1", "x")))
        .hasMessageContaining("getLeafUser (GET /services/usermanagement/api/users/{leafUserId})")
        .hasMessageContaining("answered 200")
        .hasMessageContaining("'name'")
        .hasMessageContaining("'nom'")
        .hasMessageContaining("/id: ");
  }

  @Test
  void catchesAMissingKey() {
    departs(
            "GET",
            USER,
            json(
                200,
                JANE.replace("\"apiOwnerUsername\": \"owner@example.com\"", "\"phone\": \"1\"")))
        .hasMessageContaining("'apiOwnerUsername'");
  }

  @Test
  void catchesAnExtraKey() {
    departs("GET", USER, json(200, JANE.replace("{", "{\"tenant\": 1, ")))
        .hasMessageContaining("'tenant'");
  }

  @Test
  void catchesAnExtraKeyDeepDown() {
    String credential =
        """
        , "johnDeereCredentials": {"id": "a1b2c3d4-5678-4abc-9ef0-1234567890ab", "status": "OK",
          "createdTime": "2026-03-24T09:34:11.759672Z", "clientKey": "k", "clientSecret": "********",
          "refreshToken": "********", "clientEnvironment": "STAGE", "tokenMetadata": {"scopes": [], "more": 1}}}
        """;
    departs("GET", USER, json(200, JANE.replace("}", credential)))
        .hasMessageContaining("/johnDeereCredentials/tokenMetadata")
        .hasMessageContaining("'more'");
  }

  @Test
  void catchesAKeyThatBelongsToAnotherStatus() {
    String path = USER + "/JohnDeere/organizations/01011000";
    CONTRACT.check("GET", path, json(200, ORGANIZATION.formatted("SELECTED", "")));

    departs(
            "GET",
            path,
            json(200, ORGANIZATION.formatted("SELECTED", ", \"blockedReason\": \"NOT_VISIBLE\"")))
        .hasMessageContaining("blockedReason");
    departs("GET", path, json(200, ORGANIZATION.formatted("BLOCKED", "")))
        .hasMessageContaining("blockedReason");
  }

  @Test
  void catchesATimeWithoutMicroseconds() {
    String run =
        """
        {"id": "0198c0de-7777-7cc3-98c4-dc0c0c07398f", "leafUserId": "f2a0b4d1-e567-4a8c-9e1f-0c3d5a7b9e2f",
         "provider": "JohnDeere", "state": "RUNNING", "cause": "REQUEST", "forced": false, "startedAt": "%s",
         "organizations": {"added": 0, "changed": 0, "unchanged": 0, "blocked": 0}, "records": {},
         "progress": {"organizations": 0, "done": 0, "fieldsRead": 0}, "providerCalls": 0}
        """;
    String path = "/services/headland/api/sync-runs/0198c0de-7777-7cc3-98c4-dc0c0c07398f";
    CONTRACT.check("GET", path, json(200, run.formatted("2026-03-24T09:34:11.000000Z")));

    departs("GET", path, json(200, run.formatted("2026-03-24T09:34:11Z")))
        .hasMessageContaining("/startedAt");
    departs("GET", path, json(200, run.formatted("2026-13-24T09:34:11.000000Z")))
        .hasMessageContaining("/startedAt");
  }

  @Test
  void catchesAWrongBody() {
    departs("GET", USER, json(200, "[]")).hasMessageContaining("array found");
    departs("GET", USER, json(200, "{}")).hasMessageContaining("'id'");
    departs("GET", USER, json(200, "{")).hasMessageContaining("the body is not JSON");
    departs("GET", USER, json(200, "")).hasMessageContaining("the body is not JSON");
  }

  @Test
  void catchesABodyWhereNoneIsDocumented() {
    CONTRACT.check("DELETE", USER, json(204, ""));

    departs("DELETE", USER, json(204, "{}"))
        .hasMessageContaining("a body came where none is documented");
  }

  @Test
  void catchesAnUndocumentedStatus() {
    departs("GET", USER, json(201, JANE)).hasMessageContaining("the status is not documented");
    departs("GET", USER, problem(403, USER, ""))
        .hasMessageContaining("the status is not documented");
  }

  @Test
  void catchesAnUndocumentedMediaType() {
    departs("GET", USER, answer(200, JANE, Map.of("Content-Type", "text/plain")))
        .hasMessageContaining("the media type 'text/plain' is not documented");
    departs("GET", USER, answer(404, JANE, Map.of("Content-Type", "application/json")))
        .hasMessageContaining("the media type 'application/json' is not documented");
  }

  @Test
  void catchesAMissingHeader() {
    departs("GET", USERS, json(200, "[]"))
        .hasMessageContaining("the header X-Total-Count is missing")
        .hasMessageContaining("the header Link is missing");
    departs("GET", USER, new ApiResponse(200, HttpHeaders.of(Map.of(), (_, _) -> true), JANE))
        .hasMessageContaining("the header X-Request-Id is missing");
  }

  @Test
  void catchesAWrongHeader() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Total-Count", "0");
    String end = "<" + USERS + "?page=0&size=20>; rel=";
    headers.put("Link", end + "\"last\"," + end + "\"first\"");
    CONTRACT.check("GET", USERS + "?page=0", answer(200, "[]", headers));

    headers.put("X-Total-Count", "-1");
    departs("GET", USERS, answer(200, "[]", headers))
        .hasMessageContaining("the header X-Total-Count");
    headers.put("X-Total-Count", "many");
    departs("GET", USERS, answer(200, "[]", headers))
        .hasMessageContaining("the header X-Total-Count");
  }

  @Test
  void catchesLinksThatDisagreeWithTheTotal() {
    String first = "<" + USERS + "?page=0&size=20>; rel=\"first\"";
    String last = "<" + USERS + "?page=1&size=20>; rel=\"last\"";
    String next = "<" + USERS + "?page=1&size=20>; rel=\"next\"";
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Total-Count", "21");
    headers.put("Link", String.join(",", next, last, first));
    CONTRACT.check("GET", USERS, answer(200, "[]", headers));

    departs("GET", USERS + "?page=1", answer(200, "[]", headers))
        .hasMessageContaining("lacks [prev]")
        .hasMessageContaining("leads on from the last page");
    headers.put("Link", String.join(",", last, first));
    departs("GET", USERS, answer(200, "[]", headers))
        .hasMessageContaining("page 0 of 1 lacks [next]");
    departs("GET", USERS + "?size=10", answer(200, "[]", headers))
        .hasMessageContaining("page 0 of 2");
    CONTRACT.check("GET", USERS + "?size=500", answer(200, "[]", headers));
  }

  @Test
  void reportsAResponseAtAnUndocumentedPath() {
    CONTRACT.check("GET", "/services/nothing", problem(404, "/services/nothing", ""));

    departs("GET", "/services/nothing", json(200, "{}"))
        .hasMessageContaining("the path is not documented: 404 was due");
  }

  @Test
  void reportsAResponseToAnUndocumentedMethod() {
    ApiResponse refusal = problem(405, USER, "");
    departs("POST", USER, refusal).hasMessageContaining("the header Allow is missing");
    departs("POST", USER, json(200, JANE))
        .hasMessageContaining("the method is not documented: 405 was due");

    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/problem+json");
    headers.put("Allow", "DELETE, GET, PATCH");
    CONTRACT.check("POST", USER, answer(405, refusal.body(), headers));
  }

  @Test
  void reportsAProblemThatContradictsItsResponse() {
    departs("GET", USER, problem(404, "/elsewhere", "")).hasMessageContaining("the problem's path");
    ApiResponse honest = problem(404, USER, "");
    departs(
            "GET",
            USER,
            answer(404, honest.body().replace("404", "400"), headersOf("application/problem+json")))
        .hasMessageContaining("the problem's status")
        .hasMessageContaining("the problem's message");
    departs(
            "GET",
            USER,
            answer(
                404,
                honest.body().replace(REQUEST_ID, "other"),
                headersOf("application/problem+json")))
        .hasMessageContaining("the problem's requestId");
  }

  @Test
  void catchesAnErrorKeyThatIsNotDocumented() {
    String rule =
        """
        , "errorKey": "%1$s", "entityName": "credential", "params": "credential"
        """;
    String path = USER + "/john-deere-credentials";
    CONTRACT.check("GET", path, problem(404, path, rule.formatted("credentialsNotFound")));

    departs("GET", path, problem(404, path, rule.formatted("gone")))
        .hasMessageContaining("/errorKey");
    departs("GET", path, problem(404, path, ", \"errorKey\": \"credentialsNotFound\""))
        .hasMessageContaining("entityName");
  }

  @Test
  void catchesAProblemThatShowsTheInnardsOfTheProgram() {
    ApiResponse honest = problem(404, USER, "");
    for (String innards :
        List.of("java.lang.Foo", "NullPointerException", "at io.headland.server.App")) {
      departs(
              "GET",
              USER,
              answer(
                  404,
                  honest.body().replace("There is no", innards),
                  headersOf("application/problem+json")))
          .hasMessageContaining("innards");
    }
  }

  @Test
  void prefersLiteralSegments() {
    OpenApiDocument document = OpenApiDocument.load();
    String organizations = USER + "/JohnDeere/organizations";

    assertThat(document.find("POST", organizations + "/sync").orElseThrow().id())
        .isEqualTo("syncOrganizations");
    assertThat(document.find("PATCH", organizations + "/sync").orElseThrow().id())
        .isEqualTo("syncOrganizationsByPatch");
    assertThat(document.find("GET", organizations + "/sync").orElseThrow().id())
        .isEqualTo("getOrganization");
    assertThat(document.find("GET", USER + "/organizations/JohnDeere").orElseThrow().id())
        .isEqualTo("listOrganizationsAtProvider");
    assertThat(document.find("GET", USER + "/organizations/organizations").orElseThrow().id())
        .isEqualTo("listOrganizationsAtProvider");
    assertThat(document.find("GET", organizations).orElseThrow().id())
        .isEqualTo("listOrganizations");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> departs(
      String method, String target, ApiResponse response) {
    return assertThatThrownBy(() -> CONTRACT.check(method, target, response))
        .isInstanceOf(AssertionError.class);
  }

  private static ApiResponse json(int status, String body) {
    return answer(status, body, headersOf("application/json"));
  }

  private static ApiResponse problem(int status, String path, String more) {
    String body =
        """
        {"type": "about:blank", "title": "No", "status": %1$d, "detail": "There is no such thing.",
         "path": "%2$s", "message": "%3$s", "requestId": "%4$s"%5$s}
        """
            .formatted(status, path, message(status, more), REQUEST_ID, more);
    return answer(status, body, headersOf("application/problem+json"));
  }

  private static String message(int status, String more) {
    return more.contains("credentialsNotFound")
        ? "error.credentialsNotFound"
        : "error.http." + status;
  }

  private static Map<String, String> headersOf(String contentType) {
    return Map.of("Content-Type", contentType);
  }

  private static ApiResponse answer(int status, String body, Map<String, String> headers) {
    Map<String, List<String>> all = new TreeMap<>();
    headers.forEach((name, value) -> all.put(name, new ArrayList<>(List.of(value))));
    all.put("X-Request-Id", List.of(REQUEST_ID));
    all.put("Cache-Control", List.of("no-store"));
    return new ApiResponse(status, HttpHeaders.of(all, (_, _) -> true), body);
  }
}
