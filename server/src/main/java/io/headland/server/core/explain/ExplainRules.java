package io.headland.server.core.explain;

import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The rules for the reasons why a record is present or absent. Pure: no clock, no database.
///
/// The chain leads from the credential over the organization to the record, and each step states
/// whether data passes it. A record can be present although a step stops: then it is no longer
/// updated.
public final class ExplainRules {
  private final Duration retention;

  /// Rules.
  ///
  /// @param retention of records that were removed from lists and counts
  public ExplainRules(Duration retention) {
    this.retention = retention;
  }

  public Explanation explain(Facts facts) {
    List<Step> chain = chain(facts);
    boolean present = isPresent(facts, chain);
    return new Explanation(
        present, present ? reasonOfPresence(facts, chain) : reasonOfAbsence(chain), chain);
  }

  private List<Step> chain(Facts facts) {
    CallPaths calls = new CallPaths(facts.target().account());
    AccountSteps account = new AccountSteps(facts, calls);
    List<Step> chain = new ArrayList<>();
    chain.add(account.credential());
    Facts.Organization organization = facts.organization();
    Set<RecordKind> denied = Set.of();
    if (organization == null) {
      chain.addAll(account.configuration());
      addScopes(chain, facts, account);
    } else {
      OrganizationSteps steps = new OrganizationSteps(facts, organization, calls, retention);
      denied = steps.denied();
      chain.add(steps.status());
      chain.addAll(account.configuration());
      chain.add(steps.permissions());
      addScopes(chain, facts, account);
      chain.add(steps.snapshot());
    }
    if (facts.target().subject().isRecord()) {
      RecordSteps steps = new RecordSteps(facts, denied, calls, retention);
      chain.add(steps.record());
      if (facts.stored() != null && facts.stored().kind() == RecordKind.FIELD) {
        chain.add(steps.boundary(facts.stored()));
      }
    }
    chain.add(
        new RunSteps(calls)
            .last(organization == null ? facts.account().lastRun() : organization.lastRun()));
    chain.add(account.nextRun());
    return List.copyOf(chain);
  }

  private static void addScopes(List<Step> chain, Facts facts, AccountSteps account) {
    if (!facts.target().subject().isRecord() && facts.account().credential() != null) {
      chain.add(account.scopes());
      account.refusedNotifications().ifPresent(chain::add);
    }
  }

  private static boolean isPresent(Facts facts, List<Step> chain) {
    Facts.Organization organization = facts.organization();
    Facts.Snapshot snapshot = organization == null ? null : organization.snapshot();
    return switch (facts.target().subject()) {
      case ACCOUNT -> !chain.getFirst().isStop();
      case ORGANIZATION -> snapshot != null && snapshot.visible() && snapshot.isRead();
      case GROWER, FARM, FIELD, PROVIDER_FIELD ->
          snapshot != null
              && snapshot.visible()
              && facts.stored() != null
              && facts.stored().removedAt() == null;
    };
  }

  /// The first step that excludes the record is the one to change first, except for a record that
  /// the provider deleted, which no other step restores.
  private static String reasonOfAbsence(List<Step> chain) {
    return find(chain, ReasonCode.RECORD_REMOVED)
        .or(() -> chain.stream().filter(ExplainRules::excludes).findFirst())
        .or(() -> find(chain, ReasonCode.FIELD_DATA_NOT_READ))
        .map(Step::detail)
        .orElseThrow(() -> new IllegalStateException("Absent without a step that stops"));
  }

  private static String reasonOfPresence(Facts facts, List<Step> chain) {
    String subject =
        facts.target().subject() == ExplanationTarget.Subject.ACCOUNT
            ? "It is synced"
            : "It is in lists and counts";
    return chain.stream()
        .filter(Step::isStop)
        .findFirst()
        .or(() -> find(chain, ReasonCode.RECORD_MISSING))
        .or(() -> find(chain, ReasonCode.FIELD_WAITING))
        .map(step -> subject + ", but " + asClause(step.detail()))
        .orElse(subject + ". No step excludes it.");
  }

  /// Scopes that only field operations and assets require exclude no other record.
  private static boolean excludes(Step step) {
    return step.isStop() && step.code() != ReasonCode.SCOPES_MISSING;
  }

  private static String asClause(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static Optional<Step> find(List<Step> chain, ReasonCode code) {
    return chain.stream().filter(step -> step.code() == code).findFirst();
  }
}
