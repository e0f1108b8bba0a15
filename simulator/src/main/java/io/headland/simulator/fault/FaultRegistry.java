package io.headland.simulator.fault;

import io.headland.simulator.http.Glob;
import io.headland.simulator.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// The active faults. At most one applies to a call: the first that matches.
public final class FaultRegistry {
  private final List<ActiveFault> activeFaults = new CopyOnWriteArrayList<>();

  public void add(Fault fault) {
    activeFaults.add(new ActiveFault(fault));
  }

  public void clear() {
    activeFaults.clear();
  }

  public List<Fault> all() {
    return activeFaults.stream().map(a -> a.fault).toList();
  }

  public Optional<Fault> next(Request request) {
    Optional<ActiveFault> found =
        activeFaults.stream()
            .filter(active -> active.matches(request) && active.applies())
            .findFirst();
    found.filter(ActiveFault::isUsedUp).ifPresent(activeFaults::remove);
    return found.map(active -> active.fault);
  }

  private static final class ActiveFault {
    private final Fault fault;
    private final Pattern path;
    private long matched;
    private int applied;

    ActiveFault(Fault fault) {
      this.fault = fault;
      this.path = Glob.of(fault.path());
    }

    boolean matches(Request request) {
      return (fault.method().equals("*") || fault.method().equalsIgnoreCase(request.method()))
          && (path.matcher(request.path()).matches() || path.matcher(request.target()).matches());
    }

    /// Counts instead of drawing random numbers, so that the share is exact and runs are
    /// repeatable.
    synchronized boolean applies() {
      if (isUsedUp()) {
        return false;
      }
      matched++;
      long eligible = matched - fault.after();
      boolean applies =
          eligible > 0
              && Math.floor(eligible * fault.share()) > Math.floor((eligible - 1) * fault.share());
      if (applies) {
        applied++;
      }
      return applies;
    }

    synchronized boolean isUsedUp() {
      return fault.times() != Fault.ALWAYS && applied >= fault.times();
    }
  }
}
