package io.headland.bench.soak.load;

import io.headland.bench.server.SimulatorProcess.Grant;
import io.headland.bench.soak.check.GrantHistory;
import io.headland.bench.soak.check.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Creates the resources for the load, before the first fault.
final class Setup {
  private final Client client;

  Setup(Client client) {
    this.client = client;
  }

  String createLeafUser(String name) throws IOException, InterruptedException {
    String body = "{\"name\": \"%s\", \"email\": \"soak@example.com\"}".formatted(name);
    return done(client.send("POST", Client.USERS, body)).path("id").asString();
  }

  /// A Leaf user for each grant.
  List<Account> attach(List<Grant> grants, GrantHistory history)
      throws IOException, InterruptedException {
    List<Account> accounts = new ArrayList<>();
    for (Grant grant : grants) {
      String name = "account " + (accounts.size() + 1);
      Account account = new Account(name, createLeafUser(name));
      history.began(name, grant.refreshToken());
      String body =
          "{\"clientKey\": \"%s\", \"clientSecret\": \"%s\", \"refreshToken\": \"%s\"}"
              .formatted(grant.key(), grant.secret(), grant.refreshToken());
      JsonNode credential = done(client.send("POST", account.credential(), body));
      if (!credential.path("status").asString().equals("OK")) {
        throw new IOException("A credential is not accepted: " + credential.path("status"));
      }
      accounts.add(account);
    }
    return accounts;
  }

  /// The organizations of an account that can be selected.
  List<Subject> organizations(Account account) throws IOException, InterruptedException {
    List<Subject> subjects = new ArrayList<>();
    for (JsonNode one : done(client.get(account.organizations() + "?size=100")).values()) {
      String status = one.path("status").asString();
      if (!status.equals("BLOCKED")) {
        String id = one.path("providerOrgId").asString();
        Subject subject =
            new Subject(
                new Resource("organization", account.leafUser() + "/" + id),
                account.organizations() + "/" + id);
        subject.know(status);
        subjects.add(subject);
      }
    }
    return subjects;
  }

  private static JsonNode done(Answer response) throws IOException {
    if (!response.isSuccess()) {
      throw new IOException(
          "A request before the first fault returned %d: %s"
              .formatted(response.status(), response.body()));
    }
    return response.json();
  }
}
