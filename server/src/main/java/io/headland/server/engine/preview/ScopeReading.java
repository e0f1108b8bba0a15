package io.headland.server.engine.preview;

import io.headland.server.core.explain.Amounts;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.RecordKind;
import java.util.Set;

/// The result of counting at the provider.
public sealed interface ScopeReading {
  /// The counts.
  ///
  /// @param toCome the records that are not in lists yet
  /// @param fieldsNotShown number of stored fields that the provider did not return
  /// @param notPermitted kinds of records that the provider does not permit
  /// @param complete whether everything was read; otherwise the counts are lower limits
  record Counted(
      Amounts shown,
      Amounts toCome,
      long fieldsNotShown,
      Set<RecordKind> notPermitted,
      boolean complete,
      int providerCalls)
      implements ScopeReading {

    public Counted {
      notPermitted = Set.copyOf(notPermitted);
    }

    /// Whether a field that was not returned has been removed.
    public boolean knowsRemovedFields() {
      return complete && !notPermitted.contains(RecordKind.FIELD);
    }
  }

  /// The provider rejects the credential.
  record Refused() implements ScopeReading {}

  /// There is no credential.
  record NoCredential() implements ScopeReading {}

  record Failed(ProviderFailure failure) implements ScopeReading {}
}
