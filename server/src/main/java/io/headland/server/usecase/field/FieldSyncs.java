package io.headland.server.usecase.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Starts the syncs that a caller of the fields' API asks for, and does not wait for them.
public interface FieldSyncs {

  /// Reads the fields of every account of a Leaf user anew, also when they are not synced by
  /// themselves.
  ///
  /// @return the runs that do it, one an account; none where nothing is selected
  List<SyncRunId> syncFields(ApiOwnerId owner, LeafUserId leafUser);

  /// Reads organizations at once, of which a caller has just enabled fields. The fields are stored
  /// as WAITING when this is called.
  ///
  /// @return the run that does it; empty when none of the organizations is selected
  Optional<SyncRunId> enabled(AccountKey account, Set<String> providerOrgIds);
}
