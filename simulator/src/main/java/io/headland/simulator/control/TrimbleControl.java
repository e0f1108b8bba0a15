package io.headland.simulator.control;

import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.Minter;
import io.headland.simulator.trimble.LiveTrimble;
import io.headland.simulator.trimble.TrimbleGrants;
import io.headland.simulator.trimble.TrimbleOrganization;
import io.headland.simulator.trimble.TrimbleWorld;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;

/// Changes a running Trimble.
///
/// A verb that names an organization, user or token that does not exist throws
/// [NoSuchElementException].
public final class TrimbleControl {
  private final LiveTrimble live;
  private final TrimbleGrants grants;
  private final InstantSource clock;
  private final Minter minter;

  public TrimbleControl(
      LiveTrimble live, TrimbleGrants grants, InstantSource clock, Minter minter) {
    this.live = live;
    this.grants = grants;
    this.clock = clock;
    this.minter = minter;
  }

  /// Trimble as it is now.
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
    String id = minter.nextUuid("trimble-organization").toString();
    live.add(
        new TrimbleOrganization(
            id, userName, name, "America/Chicago", "USD", false, true, FieldData.of(List.of())));
    return id;
  }

  /// Ticks an organization for the application: it is listed from now on.
  public void authorize(String orgId) {
    live.authorize(organization(orgId).id());
  }

  /// Takes the tick away: the organization is listed no more, and what lies beneath it is refused.
  public void unauthorize(String orgId) {
    live.unauthorize(organization(orgId).id());
  }

  /// Registers an address that browsers may be sent back to.
  public void registerRedirectUri(String uri) {
    live.registerRedirectUri(uri);
  }

  public void rename(String orgId, String name) {
    live.rename(organization(orgId).id(), name);
  }

  /// What lies beneath an organization.
  public FieldDataControl land(String orgId) {
    String id = organization(orgId).id();
    return new FieldDataControl(
        () -> organization(id).land(),
        edit -> live.change(id, o -> o.withFieldData(edit.apply(o.land()))),
        clock,
        minter,
        FieldDataControl.Listener.NOBODY);
  }

  /// Notes a new grant of a user.
  ///
  /// @return the refresh token
  public String issueGrant(String userName) {
    requireUser(userName);
    return grants.grant(userName);
  }

  /// Ends a grant with all tokens that came of it; a spent refresh token names it as well.
  public void revokeGrant(String refreshToken) {
    if (!grants.revoke(refreshToken)) {
      throw new NoSuchElementException("there is no such refresh token");
    }
  }

  /// Kills a refresh token and leaves access tokens to run out.
  public void killRefreshToken(String refreshToken) {
    if (!grants.endRefreshToken(refreshToken)) {
      throw new NoSuchElementException("there is no such living refresh token");
    }
  }

  private void requireUser(String userName) {
    if (live.world().users().stream().noneMatch(user -> user.userName().equals(userName))) {
      throw new NoSuchElementException("there is no user '" + userName + "'");
    }
  }
}
