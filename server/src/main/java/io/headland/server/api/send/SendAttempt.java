package io.headland.server.api.send;

import io.headland.server.api.send.FieldSender.ProviderFailedException;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.send.CreatedField;
import io.headland.server.core.send.FieldLink;
import io.headland.server.core.send.FieldLinkStore;
import io.headland.server.core.send.GeometryReader;
import io.headland.server.provider.FieldDataWrites;
import io.headland.server.provider.FieldDataWrites.Creation;
import io.headland.server.provider.FieldDataWrites.Finding;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// One attempt to send a field: finds or creates grower, farm, field and boundary, in this order,
/// and stores the ids of grower and farm together, and each other id before the next call. Another
/// attempt continues where this one ended.
final class SendAttempt {
  /// Longer than the time limit of a call to a provider; every step extends it.
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final FieldLinkStore links;
  private final InstantSource clock;
  private final FieldDataWrites provider;
  private final AccountKey account;
  private final UUID holder;
  private final CreatedField field;
  private FieldLink link;

  /// An attempt under a link's lease.
  SendAttempt(
      FieldLinkStore links,
      InstantSource clock,
      FieldDataWrites provider,
      AccountKey account,
      UUID holder,
      CreatedField field,
      FieldLink link) {
    this.links = links;
    this.clock = clock;
    this.provider = provider;
    this.account = account;
    this.holder = holder;
    this.field = field;
    this.link = link;
  }

  /// The end of a lease that begins now.
  static Instant leaseEnd(Instant now) {
    return now.plus(LEASE);
  }

  /// Sends the field.
  ///
  /// @return the link with all ids
  /// @throws ProviderFailedException when a call failed
  /// @throws io.headland.server.platform.http.ProblemException when the field cannot be sent
  FieldLink run(ProviderSession session) throws InterruptedException {
    boolean known = link.hasField();
    if (!known) {
      ensureField(session);
    }
    try {
      ensureBoundary(session);
    } catch (ProviderFailedException e) {
      if (!known || !(e.failure() instanceof ProviderFailure.NotFound)) {
        throw e;
      }
      // The field of an earlier attempt was deleted at the provider meanwhile.
      save(link.withField("").withPosted(true));
      ensureField(session);
      ensureBoundary(session);
    }
    if (!links.complete(account, link, holder, clock.instant())) {
      throw SendProblems.lost();
    }
    return link;
  }

  private void ensureField(ProviderSession session) throws InterruptedException {
    String org = link.key().providerOrgId();
    FieldLink.Names names = link.names();
    String grower =
        findOrCreate(
            "grower",
            () -> provider.findGrower(session, org, names.grower()),
            () -> provider.createGrower(session, org, names.grower()));
    String farm =
        findOrCreate(
            "farm",
            () -> provider.findFarm(session, org, grower, names.farm()),
            () -> provider.createFarm(session, org, grower, names.farm()));
    save(link.withParents(grower, farm));
    Lookup lookup = () -> provider.findField(session, org, farm, names.field());
    String found = find(lookup);
    if (!found.isEmpty()
        && (!link.posted() || links.isLinkedToAnother(account, link.key(), found))) {
      throw SendProblems.exists(names);
    }
    save(
        link.withField(
            found.isEmpty()
                ? createField(
                    lookup, () -> provider.createField(session, org, grower, farm, names.field()))
                : found));
  }

  /// The request is recorded before it is sent, because its effect may remain unknown.
  private String createField(Lookup lookup, Create create) throws InterruptedException {
    boolean postedBefore = link.posted();
    save(link.withPosted(true));
    Creation creation = create.call();
    boolean hadNoEffect =
        creation instanceof Creation.Refused
            || (creation instanceof Creation.Failed failed && failed.hadNoEffect());
    if (hadNoEffect && !postedBefore) {
      save(link.withPosted(false));
    }
    return created("field", creation, lookup);
  }

  private void ensureBoundary(ProviderSession session) throws InterruptedException {
    if (!link.providerBoundaryId().isEmpty() || field.geometry().isEmpty()) {
      return;
    }
    String org = link.key().providerOrgId();
    String fieldId = link.providerFieldId();
    Shape shape = GeometryReader.shape(field.geometry());
    save(
        link.withBoundary(
            findOrCreate(
                "boundary",
                () -> provider.findBoundary(session, org, fieldId),
                () ->
                    provider.createBoundary(session, org, fieldId, link.names().field(), shape))));
  }

  private interface Lookup {
    Finding call() throws InterruptedException;
  }

  private interface Create {
    Creation call() throws InterruptedException;
  }

  private String findOrCreate(String what, Lookup lookup, Create create)
      throws InterruptedException {
    String found = find(lookup);
    if (!found.isEmpty()) {
      return found;
    }
    save(link);
    return created(what, create.call(), lookup);
  }

  /// The id; blank when there is none.
  private static String find(Lookup lookup) throws InterruptedException {
    return switch (lookup.call()) {
      case Finding.Found(String id) -> id;
      case Finding.Absent() -> "";
      case Finding.Failed(ProviderFailure failure) -> throw new ProviderFailedException(failure);
    };
  }

  private static String created(String what, Creation creation, Lookup lookup)
      throws InterruptedException {
    String id =
        switch (creation) {
          case Creation.Created(String given) -> given.isEmpty() ? find(lookup) : given;
          case Creation.Refused(int status, var error) ->
              throw SendProblems.refused(what, status, error);
          case Creation.Failed(ProviderFailure failure) ->
              throw new ProviderFailedException(failure);
        };
    if (id.isEmpty()) {
      throw new ProviderFailedException(
          new ProviderFailure.InvalidResponse("a created record without an address"));
    }
    return id;
  }

  private void save(FieldLink known) {
    Instant now = clock.instant();
    if (!links.save(account.owner(), known, holder, now, leaseEnd(now))) {
      throw SendProblems.lost();
    }
    link = known;
  }
}
