package io.headland.simulator.fault;

import io.headland.simulator.http.Glob;
import io.headland.simulator.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// The active faults. At most one applies to a call: the first that matches.
public final class FaultBook {
  private final List<Armed> armed = new CopyOnWriteArrayList<>();

  public void add(Fault fault) {
    armed.add(new Armed(fault));
  }

  public void clear() {
    armed.clear();
  }

  public List<Fault> all() {
    return armed.stream().map(a -> a.fault).toList();
  }

  public Optional<Fault> strike(Request request) {
    Optional<Armed> struck =
        armed.stream().filter(fault -> fault.matches(request) && fault.strikes()).findFirst();
    struck.filter(Armed::isSpent).ifPresent(armed::remove);
    return struck.map(fault -> fault.fault);
  }

  private static final class Armed {
    private final Fault fault;
    private final Pattern path;
    private long matched;
    private int struck;

    Armed(Fault fault) {
      this.fault = fault;
      this.path = Glob.of(fault.path());
    }

    boolean matches(Request request) {
      return (fault.method().equals("*") || fault.method().equalsIgnoreCase(request.method()))
          && (path.matcher(request.path()).matches() || path.matcher(request.target()).matches());
    }

    /// Counts instead of drawing random numbers, so that the share is exact and runs are
    /// repeatable.
    synchronized boolean strikes() {
      if (isSpent()) {
        return false;
      }
      matched++;
      long eligible = matched - fault.after();
      boolean strikes =
          eligible > 0
              && Math.floor(eligible * fault.share()) > Math.floor((eligible - 1) * fault.share());
      if (strikes) {
        struck++;
      }
      return strikes;
    }

    synchronized boolean isSpent() {
      return fault.times() != Fault.ALWAYS && struck >= fault.times();
    }
  }
}
