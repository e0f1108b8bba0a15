package io.headland.server.engine.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.engine.grant.Access;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.Providers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads all organizations of an account from its provider, and records the status of the
/// credential. A token that is rejected during the reading is renewed once, and the reading starts
/// again; a rejection of the new token is retried later.
public final class AccountReader {
  private static final int MAX_PAGES = 10_000;

  /// Bytes of the organizations of one account, which are held until all have been read: some
  /// 100,000 organizations.
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private static final long BYTES_OF_A_RECORD = 200;

  private final CredentialRefresher refresher;
  private final Providers providers;

  public AccountReader(CredentialRefresher refresher, Providers providers) {
    this.refresher = refresher;
    this.providers = providers;
  }

  /// Reads the account.
  ///
  /// @param signature of the last reading; blank to read in any case
  /// @param recorder receives every call
  public AccountReading read(AccountKey account, String signature, CallRecorder recorder)
      throws InterruptedException {
    return read(account, refresher.open(account, recorder), signature, recorder);
  }

  /// The same, although the grant may count as revoked: a successful response restores it.
  public AccountReading probe(AccountKey account, String signature, CallRecorder recorder)
      throws InterruptedException {
    return read(account, refresher.probe(account, recorder), signature, recorder);
  }

  private AccountReading read(
      AccountKey account, Access opened, String signature, CallRecorder recorder)
      throws InterruptedException {
    Access access = opened;
    AccountReading reading = read(account, access, signature);
    if (access instanceof Access.Ready(Credential credential, _) && isUnauthorized(reading)) {
      access = refresher.renew(account, credential, recorder);
      reading = read(account, access, signature);
    }
    return access instanceof Access.Ready(Credential credential, _)
        ? withStatusRecorded(account, credential, reading)
        : reading;
  }

  private AccountReading read(AccountKey account, Access access, String signature)
      throws InterruptedException {
    return switch (access) {
      case Access.Missing() -> new AccountReading.NoCredential();
      case Access.Refused() -> new AccountReading.Refused();
      case Access.Failed(ProviderFailure failure) -> new AccountReading.Failed(failure);
      case Access.Ready ready -> pages(providers.adapter(account.provider()), ready, signature);
    };
  }

  private static AccountReading pages(ProviderAdapter adapter, Access.Ready ready, String signature)
      throws InterruptedException {
    // By id: for an organization on two pages, the later one is used.
    Map<String, OrganizationRecord> organizations = new LinkedHashMap<>();
    Cursor cursor = signature.isBlank() ? new Cursor.Start() : new Cursor.StartIfChanged(signature);
    long bytes = 0;
    for (int page = 0; page < MAX_PAGES && bytes < MAX_BYTES; page++) {
      switch (adapter.fetchOrganizations(ready.session(), cursor)) {
        case Fetch.Unchanged<OrganizationRecord>() -> {
          return new AccountReading.Unchanged();
        }
        case Fetch.Failed<OrganizationRecord>(ProviderFailure failure) -> {
          return new AccountReading.Failed(failure);
        }
        case Fetch.Changed<OrganizationRecord>() -> cursor = new Cursor.Start();
        case Fetch.More<OrganizationRecord>(var records, Cursor next) -> {
          records.forEach(
              organization -> organizations.put(organization.providerOrgId(), organization));
          bytes += records.stream().mapToLong(AccountReader::bytes).sum();
          cursor = next;
        }
        case Fetch.Last<OrganizationRecord>(var records, String newSignature) -> {
          records.forEach(
              organization -> organizations.put(organization.providerOrgId(), organization));
          return new AccountReading.Complete(
              List.copyOf(organizations.values()), newSignature, ready.session(), 0);
        }
        case Fetch.Incomplete<OrganizationRecord>(var records, long missing) -> {
          records.forEach(
              organization -> organizations.put(organization.providerOrgId(), organization));
          return new AccountReading.Complete(
              List.copyOf(organizations.values()), "", ready.session(), missing);
        }
      }
    }
    return new AccountReading.Failed(new ProviderFailure.InvalidResponse("the listing has no end"));
  }

  private static long bytes(OrganizationRecord record) {
    return BYTES_OF_A_RECORD
        + record.providerOrgId().length()
        + record.name().length()
        + record.managementUri().length();
  }

  private AccountReading withStatusRecorded(
      AccountKey account, Credential credential, AccountReading reading) {
    switch (reading) {
      case AccountReading.Complete _, AccountReading.Unchanged _ ->
          refresher.recordStatus(account, credential, CredentialStatus.OK);
      case AccountReading.Failed(ProviderFailure.Unauthorized()) -> {
        return refresher.recordRejectedToken(account, credential)
                instanceof Access.Failed(var failure)
            ? new AccountReading.Failed(failure)
            : new AccountReading.Refused();
      }
      case AccountReading.Failed(ProviderFailure.RateLimited _),
          AccountReading.Failed(ProviderFailure.RefreshPending _) -> {
        // No call was made, so there is no information about the credential.
      }
      case AccountReading.Failed(ProviderFailure failure) ->
          refresher.recordStatus(account, credential, status(failure));
      case AccountReading.Refused _, AccountReading.NoCredential _ -> {
        // The refresher has recorded it, or there is no credential.
      }
    }
    return reading;
  }

  private static CredentialStatus status(ProviderFailure failure) {
    return switch (failure) {
      case ProviderFailure.Forbidden _,
          ProviderFailure.ActionRequired _,
          ProviderFailure.NotFound _ ->
          CredentialStatus.MISSING_PERMISSION;
      case ProviderFailure.Unauthorized _,
          ProviderFailure.ApplicationRefused _,
          ProviderFailure.RateLimited _,
          ProviderFailure.RefreshPending _,
          ProviderFailure.Throttled _,
          ProviderFailure.Unavailable _,
          ProviderFailure.InvalidResponse _ ->
          CredentialStatus.TEMPORARILY_UNAVAILABLE;
    };
  }

  private static boolean isUnauthorized(AccountReading reading) {
    return reading instanceof AccountReading.Failed(ProviderFailure.Unauthorized _);
  }
}
