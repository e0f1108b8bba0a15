package io.headland.server.api.batch;

import io.headland.server.core.batch.BatchProvider;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.http.ExpectedFile;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.NamedConstant;

/// The parameters of an archive, however it is sent.
final class BatchParameters {
  static final String LEAF_USER = "leafUserId";
  static final String PROVIDER = "provider";

  private final LeafUserStore users;

  BatchParameters(LeafUserStore users) {
    this.users = users;
  }

  /// A Leaf user of the API owner.
  LeafUserId user(ApiOwnerId owner, String text) {
    return LeafUserId.parse(text)
        .filter(id -> users.find(owner, id).isPresent())
        .orElseThrow(BatchProblems::noUser);
  }

  static BatchProvider provider(String name) {
    return NamedConstant.find(BatchProvider.class, name)
        .orElseThrow(BatchProblems::invalidProvider);
  }

  /// The file that an API owner may send.
  static ExpectedFile archive(ApiOwnerId owner) {
    return new ExpectedFile(owner.toString(), "PK", BatchProblems::notZip);
  }
}
