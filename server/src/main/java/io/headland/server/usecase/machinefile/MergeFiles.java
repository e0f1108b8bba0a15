package io.headland.server.usecase.machinefile;

import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.core.machinefile.store.FileMergeTaskStore;
import io.headland.server.core.machinefile.store.MergedFileStore;
import io.headland.server.core.machinefile.store.MergedFileStore.Source;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Requests that converted files are merged into a new one. The same files are merged once: a
/// repeated request returns the same file, and merges it again only if that failed, or a file was
/// converted again.
public final class MergeFiles {
  private final Jdbi jdbi;
  private final MergedFileStore files;
  private final FileMergeTaskStore tasks;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final Runnable wake;

  /// @param wake called after a merge was requested
  public MergeFiles(
      Jdbi jdbi,
      MergedFileStore files,
      FileMergeTaskStore tasks,
      UuidGenerator ids,
      InstantSource clock,
      Runnable wake) {
    this.jdbi = jdbi;
    this.files = files;
    this.tasks = tasks;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /// The result of a request.
  public sealed interface Result {
    /// The merge was requested.
    ///
    /// @param id of the merged file
    record Requested(UUID id) implements Result {}

    /// The files cannot be merged.
    ///
    /// @param files that prevent it; empty for all
    record Refused(Reason reason, List<UUID> files) implements Result {
      public Refused {
        files = List.copyOf(files);
      }
    }
  }

  /// Why files cannot be merged.
  public enum Reason {
    NOT_FOUND,
    NOT_PROCESSED,
    DIFFERENT_LEAF_USERS,
    DIFFERENT_PROVIDERS,
    DIFFERENT_ORGANIZATIONS,
    DIFFERENT_TYPES,
    DIFFERENT_CROPS
  }

  /// Requests the merge.
  ///
  /// @param sources ids of the files, each once
  public Result request(ApiOwnerId owner, Set<UUID> sources) {
    Result result = jdbi.inTransaction(handle -> request(handle, owner, sources));
    wake.run();
    return result;
  }

  private Result request(Handle handle, ApiOwnerId owner, Set<UUID> sources) {
    files
        .listLeafUsers(handle, owner, sources)
        .forEach(leafUser -> LeafUserLock.share(handle, owner, leafUser));
    List<Source> found = files.lockSources(handle, owner, sources);
    Optional<Result> refused = refused(sources, found);
    if (refused.isPresent()) {
      return refused.get();
    }
    Instant now = clock.instant();
    Optional<UUID> begun = files.begin(handle, owner, found, ids.next(), now);
    begun.ifPresent(id -> tasks.schedule(handle, owner, id, ids.next(), now));
    return new Result.Requested(begun.or(() -> files.find(handle, owner, found)).orElseThrow());
  }

  private static Optional<Result> refused(Set<UUID> wanted, List<Source> found) {
    Set<UUID> missing = new HashSet<>(wanted);
    found.forEach(source -> missing.remove(source.id()));
    if (!missing.isEmpty()) {
      return Optional.of(new Result.Refused(Reason.NOT_FOUND, missing.stream().sorted().toList()));
    }
    List<UUID> others =
        found.stream().filter(source -> !source.isProcessed()).map(Source::id).toList();
    if (!others.isEmpty()) {
      return Optional.of(new Result.Refused(Reason.NOT_PROCESSED, others));
    }
    return differing(found, Source::leafUser, Reason.DIFFERENT_LEAF_USERS)
        .or(() -> differing(found, Source::provider, Reason.DIFFERENT_PROVIDERS))
        .or(() -> differing(found, Source::providerOrgId, Reason.DIFFERENT_ORGANIZATIONS))
        .or(() -> differing(found, Source::type, Reason.DIFFERENT_TYPES))
        .or(() -> differing(found, Source::crop, Reason.DIFFERENT_CROPS));
  }

  private static Optional<Result> differing(
      List<Source> found, Function<Source, Object> value, Reason reason) {
    return found.stream().map(value).distinct().count() > 1
        ? Optional.of(new Result.Refused(reason, List.of()))
        : Optional.empty();
  }
}
