package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.ApiResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The data of an account at John Deere that is visible to a caller, compared with the status of
/// its organizations. The rule is deliberately implemented a second time.
record VisibleFieldData(FieldDataAccount account) {
  private static final String VISIBLE_ORGANIZATIONS =
      """
      select provider_org_id
        from provider_organization
       where leaf_user_id = :user::uuid
         and (status = 'SELECTED' or status = 'BLOCKED' and earlier_status = 'SELECTED')
      """;

  /// A stored record that its provider has not removed.
  private record Stored(String org, String id) {}

  void assertFollowsOrganizations(String when) {
    Set<String> visible = new TreeSet<>(texts(VISIBLE_ORGANIZATIONS));
    List<Stored> fields = stored("field");
    Set<String> expected = idsIn(visible, fields);
    assertThat(listed("fields", "id")).as("listed fields, after %s", when).isEqualTo(expected);
    assertThat(account.fieldTotal()).as("total, after %s", when).isEqualTo(expected.size());
    for (String kind : List.of("grower", "farm")) {
      assertThat(listed(kind + "s", "id"))
          .as("listed %ss, after %s", kind, when)
          .isEqualTo(idsIn(visible, stored(kind)));
    }
    fields.forEach(field -> assertReads(field, visible.contains(field.org()), when));
    assertCounts(visible, expected.size(), when);
  }

  private void assertReads(Stored field, boolean isVisible, String when) {
    int status = isVisible ? 200 : 404;
    String path = account.fieldsPath() + "/" + field.id();
    assertThat(account.api().get(path).status())
        .as("field %s, after %s", field, when)
        .isEqualTo(status);
    assertThat(account.api().get(path + "/boundaries").status())
        .as("boundaries of %s, after %s", field, when)
        .isEqualTo(status);
    JsonNode explanation =
        account
            .api()
            .get(
                "/services/headland/api/explain?provider=JohnDeere&leafUserId="
                    + account.grower().leafUserId()
                    + "&fieldId="
                    + field.id())
            .json();
    assertThat(explanation.path("present").booleanValue())
        .as("explanation of %s, after %s", field, when)
        .isEqualTo(isVisible);
  }

  private void assertCounts(Set<String> visible, int fields, String when) {
    ApiResponse summaries =
        account
            .api()
            .get(
                "/services/integrations/api/resources?leafUserId=" + account.grower().leafUserId());
    assertThat(summaries.json().at("/summaries/0/fields").intValue(0))
        .as("summary, after %s", when)
        .isEqualTo(fields);
    Map<String, Boolean> shown = new HashMap<>();
    account
        .api()
        .get(
            "/services/headland/api/users/"
                + account.grower().leafUserId()
                + "/JohnDeere/organizations/counts?size=100")
        .json()
        .forEach(
            row ->
                shown.put(
                    row.path("providerOrgId").stringValue(), row.path("visible").booleanValue()));
    shown.forEach(
        (org, isVisible) ->
            assertThat(isVisible)
                .as("counts of organization %s, after %s", org, when)
                .isEqualTo(visible.contains(org)));
    JsonNode days =
        account
            .api()
            .get(
                "/services/headland/api/users/%s/JohnDeere/counts/history?to=%s"
                    .formatted(
                        account.grower().leafUserId(), LocalDate.now(ZoneOffset.UTC).plusDays(1)))
            .json()
            .path("days");
    assertThat(days.isEmpty() ? 0 : days.get(days.size() - 1).path("fields").intValue())
        .as("history of counts, after %s", when)
        .isEqualTo(fields);
  }

  private static Set<String> idsIn(Set<String> organizations, List<Stored> records) {
    return records.stream()
        .filter(stored -> organizations.contains(stored.org()))
        .map(Stored::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> listed(String kind, String key) {
    Set<String> ids = new TreeSet<>();
    account
        .api()
        .get(
            "/services/fields/api/users/"
                + account.grower().leafUserId()
                + "/"
                + kind
                + "?size=100")
        .json()
        .forEach(row -> ids.add(row.path(key).asString()));
    return ids;
  }

  private List<Stored> stored(String table) {
    return account
        .server()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select provider_org_id, id::text from <table>"
                            + " where leaf_user_id = :user::uuid and removed_at is null")
                    .define("table", table)
                    .bind("user", account.grower().leafUserId())
                    .map((row, _) -> new Stored(row.getString(1), row.getString(2)))
                    .list());
  }

  private List<String> texts(String sql) {
    return account
        .server()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(sql)
                    .bind("user", account.grower().leafUserId())
                    .mapTo(String.class)
                    .list());
  }
}
