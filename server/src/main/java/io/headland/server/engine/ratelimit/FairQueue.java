package io.headland.server.engine.ratelimit;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Calls that wait for permission. They are served round robin: by API owner, then by Leaf user,
/// then in order of arrival. Not thread-safe.
final class FairQueue {
  private final SequencedMap<ApiOwnerId, SequencedMap<LeafUserId, SequencedSet<WaitingCall>>>
      owners = new LinkedHashMap<>();
  private int size;

  int size() {
    return size;
  }

  void join(WaitingCall turn) {
    owners
        .computeIfAbsent(turn.account().owner(), _ -> new LinkedHashMap<>())
        .computeIfAbsent(turn.account().leafUser(), _ -> new LinkedHashSet<>())
        .add(turn);
    size++;
  }

  /// Removes the next call; its Leaf user and API owner move to the end of the queue.
  Optional<WaitingCall> next() {
    if (size == 0) {
      return Optional.empty();
    }
    var owner = owners.pollFirstEntry();
    var user = owner.getValue().pollFirstEntry();
    WaitingCall turn = user.getValue().removeFirst();
    size--;
    rejoin(owner.getValue(), user);
    if (!owner.getValue().isEmpty()) {
      owners.putLast(owner.getKey(), owner.getValue());
    }
    return Optional.of(turn);
  }

  /// Removes a call that does not wait any more.
  ///
  /// @return whether it was still in the queue
  boolean leave(WaitingCall turn) {
    ApiOwnerId owner = turn.account().owner();
    LeafUserId user = turn.account().leafUser();
    SequencedMap<LeafUserId, SequencedSet<WaitingCall>> users = owners.get(owner);
    SequencedSet<WaitingCall> turns = users == null ? null : users.get(user);
    if (users == null || turns == null || !turns.remove(turn)) {
      return false;
    }
    size--;
    if (turns.isEmpty()) {
      users.remove(user);
    }
    if (users.isEmpty()) {
      owners.remove(owner);
    }
    return true;
  }

  private static void rejoin(
      SequencedMap<LeafUserId, SequencedSet<WaitingCall>> users,
      Map.Entry<LeafUserId, SequencedSet<WaitingCall>> user) {
    if (!user.getValue().isEmpty()) {
      users.putLast(user.getKey(), user.getValue());
    }
  }
}
