package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.IdGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The parameters of a generated Trimble; the same values result in the same one on every machine.
///
/// @param organizations how many each user has
/// @param fields how many fields an organization has
public record TrimbleSeed(int organizations, int users, int fields) {
  private static final List<String> NAMES =
      List.of("Aspen", "Birch", "Cypress", "Dogwood", "Elder", "Fir", "Ginkgo", "Hazel", "Ivy");
  private static final List<String> KINDS = List.of("Farms", "Land", "Grain", "Acres", "Ranch");

  public TrimbleSeed {
    if (organizations < 0 || users < 1 || fields < 0) {
      throw new IllegalArgumentException("Trimble needs a user, and no count below zero");
    }
  }

  public TrimbleWorld generate(long seed) {
    SplittableRandom chance = new SplittableRandom(seed ^ 0x5452494D424C45L);
    List<TrimbleUser> generated = new ArrayList<>();
    List<TrimbleOrganization> fieldData = new ArrayList<>();
    for (int number = 1; number <= users; number++) {
      String userName = "demo.trimble" + (number == 1 ? "" : Integer.toString(number));
      String token = IdGenerator.digest(seed + "|trimble|grant|" + number).substring(0, 32);
      generated.add(new TrimbleUser(userName, token));
      for (int place = 0; place < organizations; place++) {
        fieldData.add(organization(seed, userName, place, chance));
      }
    }
    String key = IdGenerator.digest(seed + "|trimble|application");
    TrimbleApplication application =
        new TrimbleApplication(
            IdGenerator.uuid(key).toString(),
            "ts-" + key.substring(0, 32),
            "headland-demo",
            List.of("http://localhost:8080/callback", "http://127.0.0.1:8080/callback"));
    return TrimbleWorld.of(application, generated, fieldData);
  }

  private TrimbleOrganization organization(
      long seed, String userName, int place, SplittableRandom chance) {
    String id = IdGenerator.uuid(seed + "|trimble|" + userName + '|' + place).toString();
    String name =
        NAMES.get(chance.nextInt(NAMES.size())) + " " + KINDS.get(chance.nextInt(KINDS.size()));
    boolean metric = chance.nextInt(3) == 0;
    return new TrimbleOrganization(
        id,
        userName,
        name,
        metric ? "Europe/Berlin" : "America/Chicago",
        metric ? "EUR" : "USD",
        metric,
        true,
        FieldData.generatePlain(seed, id, fields));
  }
}
