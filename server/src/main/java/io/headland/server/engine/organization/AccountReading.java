package io.headland.server.engine.organization;

import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import java.util.List;

/// The result of reading the organizations of an account from its provider.
public sealed interface AccountReading {
  /// All organizations that the provider lists.
  ///
  /// @param signature of this state at the provider; blank when there is none
  /// @param session for further calls
  /// @param missing number of organizations of the total that the provider did not return, also on
  ///   request
  record Complete(
      List<OrganizationRecord> organizations,
      String signature,
      ProviderSession session,
      long missing)
      implements AccountReading {

    public Complete {
      organizations = List.copyOf(organizations);
    }
  }

  /// Nothing changed since the signature that was sent.
  record Unchanged() implements AccountReading {}

  /// The provider rejects the credential.
  record Refused() implements AccountReading {}

  /// There is no credential.
  record NoCredential() implements AccountReading {}

  record Failed(ProviderFailure failure) implements AccountReading {}
}
