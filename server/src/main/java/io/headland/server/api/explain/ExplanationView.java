package io.headland.server.api.explain;

import io.headland.server.core.explain.Explanation;
import io.headland.server.core.explain.Facts;
import io.headland.server.core.explain.Question;
import io.headland.server.core.explain.Step;
import io.headland.server.provider.RecordKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An explanation in a response.
record ExplanationView(Subject subject, boolean present, String reason, List<Step> chain) {

  /// The subject of the request.
  ///
  /// @param type `ACCOUNT`, `ORGANIZATION`, `GROWER`, `FARM` or `FIELD`
  /// @param id Headland's
  record Subject(
      String type,
      String leafUserId,
      String provider,
      @Nullable String providerOrgId,
      @Nullable String id,
      @Nullable String providerId,
      @Nullable String name) {}

  static ExplanationView of(Facts facts, Explanation explanation) {
    return new ExplanationView(
        subject(facts), explanation.present(), explanation.reason(), explanation.chain());
  }

  private static Subject subject(Facts facts) {
    Question question = facts.question();
    Facts.Land land = facts.land();
    Facts.Organization organization = facts.organization();
    boolean isOrganization = question.subject() == Question.Subject.ORGANIZATION;
    boolean isAtProvider = question.subject() == Question.Subject.PROVIDER_FIELD;
    boolean isOurs = question.subject().isRecord() && !isAtProvider;
    String asked = question.id();
    return new Subject(
        question.subject().isField() ? RecordKind.FIELD.name() : question.subject().name(),
        question.account().leafUser().toString(),
        question.account().provider().wireName(),
        organization == null ? null : organization.providerOrgId(),
        land != null ? land.id() : isOurs ? asked : null,
        land != null ? land.providerId() : isAtProvider ? asked : null,
        isOrganization ? name(organization) : land == null ? null : land.name());
  }

  private static @Nullable String name(Facts.@Nullable Organization organization) {
    return organization == null || organization.known() == null
        ? null
        : organization.known().name();
  }
}
