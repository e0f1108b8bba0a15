package io.headland.server.engine.preview;

import io.headland.server.core.explain.Amounts;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.RecordKind;
import java.util.Set;

/// What counting at the provider came to.
public sealed interface ScopeReading {
  /// What was counted.
  ///
  /// @param toCome of what was shown, what is in no list now
  /// @param fieldsNotShown how many fields are stored that the provider did not show
  /// @param notPermitted kinds of records that the provider does not give
  /// @param complete whether everything was read; otherwise there is at least so much
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

    /// Whether a field that was not shown is gone.
    public boolean knowsWhatIsGone() {
      return complete && !notPermitted.contains(RecordKind.FIELD);
    }
  }

  /// The provider refuses the credential.
  record Refused() implements ScopeReading {}

  /// There is no credential.
  record NoCredential() implements ScopeReading {}

  record Failed(ProviderFailure failure) implements ScopeReading {}
}
