package io.headland.bench.soak.load;

import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.Outcome;
import io.headland.bench.soak.check.Resource;
import io.headland.bench.soak.check.Step;
import io.headland.bench.soak.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Writes resources of one kind that no other thread writes, at a random node each time.
///
/// After an uncertain outcome a resource is not used until no write of it can still be in progress,
/// then read, and only then written again.
final class Writer implements Task {
  /// Longer than the time limit of a statement, and than a node waits for a connection to the
  /// database.
  private static final Duration IN_PROGRESS = Duration.ofSeconds(15);

  private static final int PART_CREATED = 20;
  private static final int PART_DELETED = 8;
  private static final int READS = 3;

  private final Kind kind;
  private final List<Client> clients;
  private final History history;
  private final Random random;
  private final List<Subject> known = new ArrayList<>();
  private final Deque<Subject> uncertain = new ArrayDeque<>();
  private final List<Subject> gone = new ArrayList<>();

  /// @param given existing resources, whose value is known
  Writer(Kind kind, List<Client> clients, History history, Random random, List<Subject> given) {
    this.kind = kind;
    this.clients = clients;
    this.history = history;
    this.random = random;
    known.addAll(given);
  }

  @Override
  public void step() throws InterruptedException {
    readUncertain();
    boolean create = random.nextInt(100) < PART_CREATED || known.isEmpty();
    Optional<Subject> fresh =
        create && known.size() < kind.most() ? kind.fresh(random) : Optional.empty();
    if (fresh.isPresent()) {
      write(fresh.get(), kind.nextValue(fresh.get(), random));
    } else if (!known.isEmpty()) {
      Subject subject = known.remove(random.nextInt(known.size()));
      boolean delete = kind.most() > 0 && random.nextInt(100) < PART_DELETED;
      write(subject, delete ? Resource.ABSENT : kind.nextValue(subject, random));
    }
  }

  private void write(Subject subject, String value) throws InterruptedException {
    Answer response = kind.write(anyClient(), subject, value);
    Instant now = Instant.now();
    if (response.status() == 404) {
      record(subject, new Kind.Found(Resource.ABSENT, 0, subject.path()));
      return;
    }
    Outcome outcome = response.outcome();
    history.add(new Step.Write(subject.resource(), value, now, outcome));
    switch (outcome) {
      case ACKNOWLEDGED -> {
        subject.know(value);
        keep(subject);
      }
      case REFUSED -> keep(subject);
      case UNCERTAIN -> {
        subject.readFrom(now.plus(IN_PROGRESS));
        uncertain.add(subject);
      }
    }
  }

  private void keep(Subject subject) {
    (subject.isAbsent() ? gone : known).add(subject);
  }

  private void readUncertain() throws InterruptedException {
    Subject first = uncertain.peek();
    if (first == null || Instant.now().isBefore(first.readable())) {
      return;
    }
    uncertain.remove();
    if (history.isInProgress(Fault.STALLED_NETWORK.text()) || !read(first)) {
      first.readFrom(Instant.now().plus(IN_PROGRESS));
      uncertain.add(first);
    }
  }

  private boolean read(Subject subject) throws InterruptedException {
    Optional<Kind.Found> found = kind.read(anyClient(), subject);
    found.ifPresent(value -> record(subject, value));
    return found.isPresent();
  }

  private void record(Subject subject, Kind.Found found) {
    if (found.value().equals(Resource.HIDDEN)) {
      known.add(subject);
      return;
    }
    history.add(new Step.Reading(subject.resource(), found.value(), found.copies(), Instant.now()));
    subject.know(found.value());
    if (!found.path().isEmpty()) {
      subject.locate(found.path());
    }
    keep(subject);
  }

  /// Reads every resource once more, when no write can be in progress.
  ///
  /// @return the resources that could not be read
  List<Resource> readAll() throws InterruptedException {
    List<Subject> all = new ArrayList<>(known);
    all.addAll(uncertain);
    all.addAll(gone);
    known.clear();
    uncertain.clear();
    gone.clear();
    List<Resource> unread = new ArrayList<>();
    for (Subject subject : all) {
      boolean done = false;
      for (int attempt = 0; attempt < READS && !done; attempt++) {
        done = read(subject);
      }
      if (!done) {
        unread.add(subject.resource());
      }
    }
    return unread;
  }

  private Client anyClient() {
    return clients.get(random.nextInt(clients.size()));
  }
}
