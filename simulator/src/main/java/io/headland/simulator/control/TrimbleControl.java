package io.headland.simulator.control;

import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.trimble.LiveTrimble;
import io.headland.simulator.trimble.TrimbleGrants;
import io.headland.simulator.trimble.TrimbleOrganization;
import io.headland.simulator.trimble.TrimbleWorld;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;

/// Changes the running simulated Trimble.
///
/// A method that is given an organization, user or token that does not exist throws
/// [NoSuchElementException].
public final class TrimbleControl {
  private final LiveTrimble live;
  private final TrimbleGrants grants;
  private final InstantSource clock;
  private final IdGenerator idGenerator;

  public TrimbleControl(
      LiveTrimble live, TrimbleGrants grants, InstantSource clock, IdGenerator idGenerator) {
    this.live = live;
    this.grants = grants;
    this.clock = clock;
    this.idGenerator = idGenerator;
  }

  /// The current state of Trimble.
  public TrimbleWorld world() {
    return live.world();
  }

  /// The organizations of a user, authorized or not.
  public List<TrimbleOrganization> organizations(String userName) {
    requireUser(userName);
    return live.world().organizationsOf(userName);
  }

  public TrimbleOrganization organization(String orgId) {
    return live.world()
        .findOrganization(orgId)
        .orElseThrow(() -> new NoSuchElementException("there is no organization '" + orgId + "'"));
  }

  /// Adds an authorized organization without fields.
  ///
  /// @return its id
  public String addOrganization(String userName, String name) {
    requireUser(userName);
    String id = idGenerator.nextUuid("trimble-organization").toString();
    live.add(
        new TrimbleOrganization(
            id, userName, name, "America/Chicago", "USD", false, true, FieldData.of(List.of())));
    return id;
  }

  /// Authorizes the application for an organization, which is listed from then on.
  public void authorize(String orgId) {
    live.authorize(organization(orgId).id());
  }

  /// Revokes the authorization for an organization: it is no longer listed, and access to its
  /// records is denied.
  public void unauthorize(String orgId) {
    live.unauthorize(organization(orgId).id());
  }

  /// Registers a redirect address.
  public void registerRedirectUri(String uri) {
    live.registerRedirectUri(uri);
  }

  public void rename(String orgId, String name) {
    live.rename(organization(orgId).id(), name);
  }

  /// The field data of an organization.
  public FieldDataControl fieldData(String orgId) {
    String id = organization(orgId).id();
    return new FieldDataControl(
        () -> organization(id).fieldData(),
        edit -> live.change(id, o -> o.withFieldData(edit.apply(o.fieldData()))),
        clock,
        idGenerator,
        FieldDataControl.Listener.UNKNOWN);
  }

  /// Creates a grant of a user.
  ///
  /// @return the refresh token
  public String issueGrant(String userName) {
    requireUser(userName);
    return grants.grant(userName);
  }

  /// Revokes a grant with all its tokens; a used refresh token of the grant is accepted as well.
  public void revokeGrant(String refreshToken) {
    if (!grants.revoke(refreshToken)) {
      throw new NoSuchElementException("there is no such refresh token");
    }
  }

  /// Revokes a refresh token; access tokens remain valid until they expire.
  public void invalidateRefreshToken(String refreshToken) {
    if (!grants.revokeRefreshToken(refreshToken)) {
      throw new NoSuchElementException("there is no such active refresh token");
    }
  }

  private void requireUser(String userName) {
    if (live.world().users().stream().noneMatch(user -> user.userName().equals(userName))) {
      throw new NoSuchElementException("there is no user '" + userName + "'");
    }
  }
}
