package io.headland.server.api.send;

import io.headland.server.api.field.FieldDataProblems;
import io.headland.server.api.organization.OrganizationProblems;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.core.send.CreatedField;
import io.headland.server.core.send.FieldLink;
import io.headland.server.core.send.FieldLinkLeaseStore;
import io.headland.server.core.send.FieldLinkStore;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.FieldDataWrites;
import io.headland.server.provider.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;

/// Sends a field to an organization of a provider during a request. One request at a time sends a
/// field; others are rejected until its lease ends.
public final class FieldSender {
  private final FieldLinkStore links;
  private final FieldLinkLeaseStore leases;
  private final ProviderOrganizationStore organizations;
  private final CredentialRefresher refresher;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public FieldSender(
      FieldLinkStore links,
      FieldLinkLeaseStore leases,
      ProviderOrganizationStore organizations,
      CredentialRefresher refresher,
      UuidGenerator ids,
      InstantSource clock) {
    this.links = links;
    this.leases = leases;
    this.organizations = organizations;
    this.refresher = refresher;
    this.ids = ids;
    this.clock = clock;
  }

  /// The result of a request.
  ///
  /// @param now whether this request sent the field; false when it was sent before
  record Sent(FieldLink link, boolean now) {}

  /// Sends a field.
  ///
  /// @throws ProblemException with the reason why it cannot be sent
  Sent send(AccountKey account, FieldLink.Key key, CreatedField field, FieldDataWrites provider)
      throws InterruptedException {
    Access access = refresher.open(account, _ -> {});
    Access.Ready ready = ready(access);
    requireOrganization(account, key.providerOrgId());
    requireNames(field.names());
    UUID holder = ids.next();
    Instant now = clock.instant();
    return switch (leases.claim(
        account, key, field.names(), holder, now, SendAttempt.leaseEnd(now))) {
      case FieldLinkLeaseStore.Claim.NoField() -> throw FieldDataProblems.noField();
      case FieldLinkLeaseStore.Claim.Sent(FieldLink link) -> new Sent(link, false);
      case FieldLinkLeaseStore.Claim.Busy(Instant until) ->
          throw SendProblems.busy(Duration.between(now, until));
      case FieldLinkLeaseStore.Claim.Leased(FieldLink link) ->
          new Sent(
              sendUnderLease(
                  account,
                  ready,
                  new SendAttempt(links, clock, provider, account, holder, field, link),
                  key,
                  holder),
              true);
    };
  }

  private FieldLink sendUnderLease(
      AccountKey account, Access.Ready ready, SendAttempt attempt, FieldLink.Key key, UUID holder)
      throws InterruptedException {
    try {
      return renewing(account, ready, attempt);
    } catch (ProviderFailedException e) {
      throw new ProblemException(OrganizationProblems.of(e.failure()));
    } finally {
      leases.release(account.owner(), key, holder);
    }
  }

  /// A token that is rejected during the sending is renewed once, and the attempt continues.
  private FieldLink renewing(AccountKey account, Access.Ready ready, SendAttempt attempt)
      throws InterruptedException {
    try {
      return attempt.run(ready.session());
    } catch (ProviderFailedException e) {
      if (!(e.failure() instanceof ProviderFailure.Unauthorized)) {
        throw e;
      }
    }
    Access.Ready renewed = ready(refresher.renew(account, ready.credential(), _ -> {}));
    try {
      return attempt.run(renewed.session());
    } catch (ProviderFailedException e) {
      throw e.failure() instanceof ProviderFailure.Unauthorized
          ? rejectedToken(account, renewed.credential())
          : e;
    }
  }

  private RuntimeException rejectedToken(AccountKey account, Credential refused) {
    return refresher.recordRejectedToken(account, refused)
            instanceof Access.Failed(ProviderFailure failure)
        ? new ProviderFailedException(failure)
        : new ProblemException(OrganizationProblems.refused());
  }

  private static Access.Ready ready(Access access) {
    return switch (access) {
      case Access.Ready ready -> ready;
      case Access.Missing() -> throw new ProblemException(OrganizationProblems.noCredential());
      case Access.Refused() -> throw new ProblemException(OrganizationProblems.refused());
      case Access.Failed(ProviderFailure failure) ->
          throw new ProblemException(OrganizationProblems.of(failure));
    };
  }

  private void requireOrganization(AccountKey account, String providerOrgId) {
    ProviderOrganization organization =
        organizations
            .find(account, providerOrgId)
            .orElseThrow(() -> new ProblemException(OrganizationProblems.notFound()));
    if (organization.isBlocked()) {
      throw new ProblemException(
          OrganizationProblems.blocked(Objects.requireNonNull(organization.blockedReason())));
    }
  }

  private static void requireNames(FieldLink.Names names) {
    if (names.field().isEmpty()) {
      throw SendProblems.incomplete("name");
    }
    if (names.farm().isEmpty()) {
      throw SendProblems.incomplete("farm with a name");
    }
    if (names.grower().isEmpty()) {
      throw SendProblems.incomplete("farm with a grower that has a name");
    }
  }

  /// Ends an attempt to send a field: a call to the provider failed.
  static final class ProviderFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProviderFailure failure;

    ProviderFailedException(ProviderFailure failure) {
      super(failure.toString());
      this.failure = failure;
    }

    ProviderFailure failure() {
      return failure;
    }
  }
}
