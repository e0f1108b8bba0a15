package io.headland.server.engine.sync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.usecase.sync.OpenReading;
import java.util.concurrent.atomic.AtomicInteger;

/// The account of a worker during one time slice: its access token, and the calls made with it.
final class WorkerSession {
  private final CredentialRefresher refresher;
  private final AccountKey account;
  private final boolean forced;
  private final TimeSlice timeSlice;
  private final AtomicInteger calls = new AtomicInteger();
  private Access access;

  WorkerSession(CredentialRefresher refresher, OpenReading.Claimed first, TimeSlice timeSlice)
      throws InterruptedException {
    this.refresher = refresher;
    this.account = first.account();
    this.forced = first.forced();
    this.timeSlice = timeSlice;
    this.access = refresher.open(account, counting());
  }

  AccountKey account() {
    return account;
  }

  /// Whether the caller of the run disabled its guards.
  boolean forced() {
    return forced;
  }

  TimeSlice timeSlice() {
    return timeSlice;
  }

  /// The number of calls that are not stored yet.
  AtomicInteger calls() {
    return calls;
  }

  Access access() {
    return access;
  }

  /// Requests a token other than the rejected one.
  void renew(Access.Ready rejected) throws InterruptedException {
    access = refresher.renew(account, rejected.credential(), counting());
  }

  /// Records that the provider rejected a token that was just granted.
  Access.NoToken recordRejectedToken(Access.Ready rejected) {
    Access.NoToken none = refresher.recordRejectedToken(account, rejected.credential());
    access = none;
    return none;
  }

  /// Adds the calls that are not stored yet to those of the organization.
  SyncRunOrganization counted(SyncRunOrganization runOrganization) {
    return runOrganization.calling(calls.getAndSet(0));
  }

  private CallRecorder counting() {
    return (ProviderCall _) -> calls.incrementAndGet();
  }
}
