package io.headland.server.core.explain;

import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.credential.AccountKey;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Collects the facts for a question.
public final class Explainer {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final ExplainStore store;
  private final ExplainFieldDataStore land;
  private final Configurations configurations;

  public Explainer(ExplainStore store, ExplainFieldDataStore land, Configurations configurations) {
    this.store = store;
    this.land = land;
    this.configurations = configurations;
  }

  /// Empty when there is no such Leaf user.
  public Optional<Facts> find(Question question) {
    AccountKey account = question.account();
    Optional<Facts.Account> known = store.findAccount(account);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Optional<ExplainFieldDataStore.Found> found = findFieldData(question);
    String providerOrgId =
        found.map(ExplainFieldDataStore.Found::providerOrgId).orElse(question.providerOrgId());
    return Optional.of(
        new Facts(
            question,
            known.get(),
            configurations.scopeWithOrigins(account.owner(), account.leafUser()),
            providerOrgId.isEmpty() ? null : store.getOrganization(account, providerOrgId),
            found.map(ExplainFieldDataStore.Found::land).orElse(null)));
  }

  private Optional<ExplainFieldDataStore.Found> findFieldData(Question question) {
    AccountKey account = question.account();
    String id = question.id();
    return switch (question.subject()) {
      case ACCOUNT, ORGANIZATION -> Optional.empty();
      case GROWER -> number(id).flatMap(value -> land.findGrower(account, value));
      case FARM -> number(id).flatMap(value -> land.findFarm(account, value));
      case FIELD ->
          UUID_TEXT.matcher(id).matches()
              ? land.findField(account, UUID.fromString(id))
              : Optional.empty();
      case PROVIDER_FIELD -> land.findFieldAtProvider(account, id, question.providerOrgId());
    };
  }

  private static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
