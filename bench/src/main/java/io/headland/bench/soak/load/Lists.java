package io.headland.bench.soak.load;

import java.util.List;
import java.util.Random;

/// Reads pages.
final class Lists implements Task {
  private static final List<String> PAGES =
      List.of(
          Client.USERS + "?page=0&size=20",
          "/services/fields/api/fields?page=0&size=20",
          "/services/fields/api/farms?page=0&size=20",
          "/services/headland/api/accounts",
          "/services/headland/api/system",
          "/services/config/api/configs");

  private final List<Client> clients;
  private final Random random;

  Lists(List<Client> clients, Random random) {
    this.clients = clients;
    this.random = random;
  }

  @Override
  public void step() throws InterruptedException {
    Client client = clients.get(random.nextInt(clients.size()));
    Answer _ = client.get(PAGES.get(random.nextInt(PAGES.size())));
  }
}
