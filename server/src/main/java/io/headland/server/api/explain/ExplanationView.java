package io.headland.server.api.explain;

import io.headland.server.core.explain.Explanation;
import io.headland.server.core.explain.ExplanationTarget;
import io.headland.server.core.explain.Facts;
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
    ExplanationTarget target = facts.target();
    Facts.StoredRecord stored = facts.stored();
    Facts.Organization organization = facts.organization();
    boolean isOrganization = target.subject() == ExplanationTarget.Subject.ORGANIZATION;
    boolean isAtProvider = target.subject() == ExplanationTarget.Subject.PROVIDER_FIELD;
    boolean isHeadlandId = target.subject().isRecord() && !isAtProvider;
    String requestedId = target.id();
    return new Subject(
        target.subject().isField() ? RecordKind.FIELD.name() : target.subject().name(),
        target.account().leafUser().toString(),
        target.account().provider().wireName(),
        organization == null ? null : organization.providerOrgId(),
        stored != null ? stored.id() : isHeadlandId ? requestedId : null,
        stored != null ? stored.providerId() : isAtProvider ? requestedId : null,
        isOrganization ? name(organization) : stored == null ? null : stored.name());
  }

  private static @Nullable String name(Facts.@Nullable Organization organization) {
    return organization == null || organization.known() == null
        ? null
        : organization.known().name();
  }
}
