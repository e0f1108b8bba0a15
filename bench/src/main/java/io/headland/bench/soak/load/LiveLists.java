package io.headland.bench.soak.load;

import java.util.List;
import java.util.Random;

/// Reads organizations at the provider, which refreshes the grant when its access token is about to
/// expire.
final class LiveLists implements Task {
  private final List<Client> clients;
  private final List<Account> accounts;
  private final Random random;

  LiveLists(List<Client> clients, List<Account> accounts, Random random) {
    this.clients = clients;
    this.accounts = accounts;
    this.random = random;
  }

  @Override
  public void step() throws InterruptedException {
    Account account = accounts.get(random.nextInt(accounts.size()));
    Answer _ = clients.get(random.nextInt(clients.size())).get(account.liveList());
  }
}
