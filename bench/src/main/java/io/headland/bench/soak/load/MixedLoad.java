package io.headland.bench.soak.load;

import io.headland.bench.server.SimulatorProcess.Grant;
import io.headland.bench.soak.check.GrantHistory;
import io.headland.bench.soak.check.History;
import io.headland.bench.soak.check.Resource;
import io.headland.bench.soak.check.SeenEvent;
import io.headland.bench.soak.check.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Writers, readers and programs that follow the feed, each with its own thread, and the readings
/// after them.
public final class MixedLoad {
  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final int ORGANIZATION_WRITERS = 2;
  private static final int LIVE_LISTS = 3;
  private static final int QUIET_READS = 6;

  private final List<Client> clients;
  private final Random random;
  private final List<Writer> writers = new ArrayList<>();
  private final List<Task> readers = new ArrayList<>();
  private final List<Account> accounts;
  private final Feed feed;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private MixedLoad(List<Client> clients, long seed, List<Account> accounts) {
    this.clients = clients;
    this.random = new Random(seed);
    this.accounts = accounts;
    this.feed = new Feed(clients, fork());
  }

  /// Creates Leaf users and attaches the grants.
  public static MixedLoad prepare(
      List<Client> clients, List<Grant> grants, History history, GrantHistory tokens, long seed)
      throws IOException, InterruptedException {
    Setup setup = new Setup(clients.getFirst());
    List<Account> accounts = setup.attach(grants, tokens);
    MixedLoad load = new MixedLoad(clients, seed, accounts);
    load.addWriter(new LeafUsers(), history, List.of());
    load.addWriter(new LeafUsers(), history, List.of());
    load.addWriter(new Fields(setup.createLeafUser("fields")), history, List.of());
    load.addWriter(new Webhooks(), history, List.of());
    List<List<Subject>> shares = new ArrayList<>();
    for (int i = 0; i < ORGANIZATION_WRITERS; i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < accounts.size(); i++) {
      shares.get(i % shares.size()).addAll(setup.organizations(accounts.get(i)));
    }
    for (List<Subject> share : shares) {
      load.addWriter(new Organizations(), history, share);
    }
    for (int i = 0; i < LIVE_LISTS; i++) {
      load.readers.add(new LiveLists(clients, accounts, load.fork()));
    }
    load.readers.add(new Lists(clients, load.fork()));
    load.readers.add(load.feed);
    return load;
  }

  private void addWriter(Kind kind, History history, List<Subject> given) {
    for (Subject subject : given) {
      history.add(new Step.Reading(subject.resource(), subject.value(), 1, Instant.now()));
    }
    writers.add(new Writer(kind, clients, history, fork(), given));
  }

  private Random fork() {
    return new Random(random.nextLong());
  }

  public void start() {
    List<Task> tasks = new ArrayList<>(writers);
    tasks.addAll(readers);
    for (Task task : tasks) {
      threads.add(Thread.ofVirtual().start(() -> repeat(task)));
    }
  }

  private void repeat(Task task) {
    try {
      while (!stopped) {
        task.step();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the load, after the responses to the requests in progress.
  public void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /// Reads every resource that was written, at the end.
  ///
  /// @return the resources that the server did not return
  public List<Resource> readAll() throws InterruptedException {
    List<Resource> unread = new ArrayList<>();
    for (Writer writer : writers) {
      unread.addAll(writer.readAll());
    }
    return unread;
  }

  /// Refreshes each grant once more, and reads the resulting refresh tokens of the server.
  ///
  /// @return refresh tokens by account
  public Map<String, String> readGrants(GrantHistory history) throws InterruptedException {
    Map<String, String> held = new HashMap<>();
    Instant end = Instant.now().plus(LONGEST);
    for (Account account : accounts) {
      while (!isListed(account) && Instant.now().isBefore(end)) {
        LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
      }
      held.put(account.name(), tokenOf(account, history, end));
    }
    return held;
  }

  private boolean isListed(Account account) throws InterruptedException {
    int status = anyClient().get(account.liveList()).status();
    return status != 503 && status != 0;
  }

  /// Waits for a token that is still to be committed from a file.
  private String tokenOf(Account account, GrantHistory history, Instant end)
      throws InterruptedException {
    while (true) {
      String token = anyClient().get(account.credential()).json().path("refreshToken").asString("");
      boolean isLast =
          history.lastOf(account.name()).filter(last -> !last.token().equals(token)).isEmpty();
      boolean isOver = Instant.now().isAfter(end) || history.refusalOf(account.name()).isPresent();
      if (!token.isEmpty() && (isLast || isOver)) {
        return token;
      }
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  /// Follows the feed to its end.
  ///
  /// @return the events as they were followed from the beginning
  public List<SeenEvent> followToTheEnd() throws InterruptedException {
    Instant end = Instant.now().plus(LONGEST);
    for (int quiet = 0; quiet < QUIET_READS && Instant.now().isBefore(end); ) {
      int before = feed.events().size();
      feed.step();
      quiet = feed.isComplete() && feed.events().size() == before ? quiet + 1 : 0;
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
    return feed.events();
  }

  /// Reads the complete feed.
  public List<SeenEvent> readFeed() throws InterruptedException {
    Feed complete = new Feed(clients, fork());
    Instant end = Instant.now().plus(LONGEST);
    while (!complete.isComplete() && Instant.now().isBefore(end)) {
      complete.step();
    }
    return complete.events();
  }

  private Client anyClient() {
    return clients.get(random.nextInt(clients.size()));
  }
}
