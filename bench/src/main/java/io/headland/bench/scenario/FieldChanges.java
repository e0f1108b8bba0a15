package io.headland.bench.scenario;

import io.headland.bench.server.SimulatorProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Changes of fields at the provider: of eight changed fields five have another boundary, two
/// another name, and one is removed and another one added to its farm.
final class FieldChanges {
  private static final int KINDS = 8;
  private static final int WITH_BOUNDARY = 5;
  private static final String SHIFT = "{\"lat\": 0.0001, \"lon\": 0.0001}";
  private static final String FIELDS =
      """
      select provider_org_id
           , provider_field_id
           , provider_farm_id
           , exists (select
                       from field_boundary boundary
                      where boundary.provider_field_id = field.provider_field_id
                        and boundary.status = 'ACTIVE') as bounded
        from field
       where removed_at is null
       order by provider_org_id, provider_field_id
      """;

  private final SyncWorld world;
  private final double share;
  private final Random random = new Random(7);

  /// @param share of all fields that is changed each time
  FieldChanges(SyncWorld world, double share) {
    this.world = world;
    this.share = share;
  }

  private record Field(String organization, String id, String farm, boolean bounded) {
    String path() {
      return "/fields/" + id;
    }
  }

  /// Changes the share of the stored fields.
  ///
  /// @param day is a part of the new names
  /// @return the number of changed fields
  int apply(int day) throws IOException, InterruptedException, SQLException {
    List<Field> fields = fields();
    Collections.shuffle(fields, random);
    List<Field> changed = fields.subList(0, (int) (fields.size() * share));
    for (int i = 0; i < changed.size(); i++) {
      apply(changed.get(i), i % KINDS, "Day %d, %d".formatted(day, i));
    }
    return changed.size();
  }

  private void apply(Field field, int kind, String name) throws IOException, InterruptedException {
    SimulatorProcess simulator = world.simulator();
    String named = "{\"name\": \"%s\"}".formatted(name);
    if (kind < WITH_BOUNDARY && field.bounded()) {
      simulator.changeFieldData(
          "POST", field.organization(), field.path() + "/boundary/shift", SHIFT);
    } else if (kind < KINDS - 1) {
      simulator.changeFieldData("POST", field.organization(), field.path() + "/rename", named);
    } else {
      simulator.changeFieldData("DELETE", field.organization(), field.path(), "");
      simulator.changeFieldData(
          "POST",
          field.organization(),
          "/fields",
          "{\"farmId\": \"%s\", \"name\": \"%s\"}".formatted(field.farm(), name));
    }
  }

  private List<Field> fields() throws SQLException {
    List<Field> fields = new ArrayList<>();
    try (Connection connection = world.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FIELDS)) {
      while (rows.next()) {
        fields.add(
            new Field(rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4)));
      }
    }
    return fields;
  }
}
