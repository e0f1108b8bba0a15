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

  void join(WaitingCall call) {
    owners
        .computeIfAbsent(call.account().owner(), _ -> new LinkedHashMap<>())
        .computeIfAbsent(call.account().leafUser(), _ -> new LinkedHashSet<>())
        .add(call);
    size++;
  }

  /// Removes the next call; its Leaf user and API owner move to the end of the queue.
  Optional<WaitingCall> next() {
    if (size == 0) {
      return Optional.empty();
    }
    var owner = owners.pollFirstEntry();
    var user = owner.getValue().pollFirstEntry();
    WaitingCall call = user.getValue().removeFirst();
    size--;
    rejoin(owner.getValue(), user);
    if (!owner.getValue().isEmpty()) {
      owners.putLast(owner.getKey(), owner.getValue());
    }
    return Optional.of(call);
  }

  /// Removes a call that does not wait any more.
  ///
  /// @return whether it was still in the queue
  boolean leave(WaitingCall call) {
    ApiOwnerId owner = call.account().owner();
    LeafUserId user = call.account().leafUser();
    SequencedMap<LeafUserId, SequencedSet<WaitingCall>> users = owners.get(owner);
    SequencedSet<WaitingCall> calls = users == null ? null : users.get(user);
    if (users == null || calls == null || !calls.remove(call)) {
      return false;
    }
    size--;
    if (calls.isEmpty()) {
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
