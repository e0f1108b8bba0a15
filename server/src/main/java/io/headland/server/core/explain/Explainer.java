package io.headland.server.core.explain;

import io.headland.server.core.configuration.AdditionalReading;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.configuration.Configurations.ScopeOrigins;
import io.headland.server.core.credential.AccountKey;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Collects the facts for an explanation.
public final class Explainer {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final ExplainStore store;
  private final ExplainFieldDataStore fieldData;
  private final Configurations configurations;
  private final AdditionalReading reading;

  public Explainer(
      ExplainStore store,
      ExplainFieldDataStore fieldData,
      Configurations configurations,
      AdditionalReading reading) {
    this.store = store;
    this.fieldData = fieldData;
    this.configurations = configurations;
    this.reading = reading;
  }

  /// Empty when there is no such Leaf user.
  public Optional<Facts> find(ExplanationTarget target) {
    AccountKey account = target.account();
    Optional<Facts.Account> known = store.findAccount(account);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Optional<ExplainFieldDataStore.Found> found = findFieldData(target);
    ScopeOrigins configuration =
        configurations.scopeWithOrigins(account.owner(), account.leafUser());
    String providerOrgId =
        found.map(ExplainFieldDataStore.Found::providerOrgId).orElse(target.providerOrgId());
    return Optional.of(
        new Facts(
            target,
            known.get(),
            configuration,
            reading.missingScopes(
                account.provider(), configuration.scope(), known.get().grantedScopes()),
            providerOrgId.isEmpty() ? null : store.getOrganization(account, providerOrgId),
            found.map(ExplainFieldDataStore.Found::stored).orElse(null)));
  }

  private Optional<ExplainFieldDataStore.Found> findFieldData(ExplanationTarget target) {
    AccountKey account = target.account();
    String id = target.id();
    return switch (target.subject()) {
      case ACCOUNT, ORGANIZATION -> Optional.empty();
      case GROWER -> number(id).flatMap(value -> fieldData.findGrower(account, value));
      case FARM -> number(id).flatMap(value -> fieldData.findFarm(account, value));
      case FIELD ->
          UUID_TEXT.matcher(id).matches()
              ? fieldData.findField(account, UUID.fromString(id))
              : Optional.empty();
      case PROVIDER_FIELD -> fieldData.findFieldAtProvider(account, id, target.providerOrgId());
    };
  }

  private static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
