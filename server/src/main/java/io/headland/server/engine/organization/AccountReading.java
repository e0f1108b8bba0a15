package io.headland.server.engine.organization;

import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import java.util.List;

/// What reading the organizations of an account from its provider came to.
public sealed interface AccountReading {
  /// Every organization that the provider lists.
  ///
  /// @param signature by which the provider knows this state again; blank when it gave none
  /// @param session for further questions
  /// @param missing how many more the provider says there are, and does not give when asked for
  ///   them
  record Whole(
      List<OrganizationRecord> organizations,
      String signature,
      ProviderSession session,
      long missing)
      implements AccountReading {

    public Whole {
      organizations = List.copyOf(organizations);
    }
  }

  /// Nothing changed since the signature that was sent.
  record Unchanged() implements AccountReading {}

  /// The provider refuses the credential.
  record Refused() implements AccountReading {}

  /// There is no credential.
  record NoCredential() implements AccountReading {}

  record Failed(ProviderFailure failure) implements AccountReading {}
}
