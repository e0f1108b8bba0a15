package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.johndeere.world.ExportForms;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The exports that callers have requested, and the addresses of the complete ones. The latest
/// 100,000 of each are kept.
public final class ExportJobs {
  private static final int MOST = 100_000;

  /// A requested export; a change of the operation begins another.
  private record Job(String operationId, Instant modifiedTime, ExportOptions options) {}

  /// The permission to download one export.
  record Link(String operationId, ExportOptions options, Instant expires) {}

  private final InstantSource clock;
  private final IdGenerator idGenerator;
  private final Map<Job, Integer> calls = limited();
  private final Map<String, Link> links = limited();

  public ExportJobs(InstantSource clock, IdGenerator idGenerator) {
    this.clock = clock;
    this.idGenerator = idGenerator;
  }

  private static <K, V> Map<K, V> limited() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /// Counts a call for an export.
  ///
  /// @return the token of an address of the file; empty while it is built
  public synchronized Optional<String> request(
      String operationId, FieldOperation operation, ExportOptions options, ExportForms forms) {
    Job job = new Job(operationId, operation.modifiedTime(), options);
    int before = calls.getOrDefault(job, 0);
    calls.put(job, before + 1);
    if (before < forms.pendingCalls() || forms.defect() == ExportForms.Defect.NEVER_COMPLETE) {
      return Optional.empty();
    }
    String token = idGenerator.next("export", 64);
    boolean expired = forms.defect() == ExportForms.Defect.LINK_EXPIRED;
    Instant expires =
        clock.instant().plus(expired ? forms.linkLifetime().negated() : forms.linkLifetime());
    links.put(token, new Link(operationId, options, expires));
    return Optional.of(token);
  }

  /// The link with that token, expired or not.
  public synchronized Optional<Link> find(String token) {
    return Optional.ofNullable(links.get(token));
  }

  /// Whether a link may be used now.
  public boolean isValid(Link link) {
    return clock.instant().isBefore(link.expires());
  }
}
