package io.headland.server.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.core.event.EventReadStore.EventFilter;
import io.headland.server.core.event.EventReadStore.EventPage;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many threads write events in transactions that end late, in any order, or not at all; several
/// nodes publish, and some of them are interrupted; a reader follows the feed.
class EventRaceIT {
  private static final ApiOwnerId OWNER = new ApiOwnerId(new UUID(0, 1));
  private static final ApiOwnerId OTHER = new ApiOwnerId(new UUID(0, 2));
  private static final int WRITERS = 12;
  private static final int CHANGES = 120;
  private static final int ENTITIES = 7;
  private static final int PUBLISHERS = 3;
  private static final int THREADS = WRITERS + PUBLISHERS + 1;

  private final AtomicInteger writing = new AtomicInteger(WRITERS);
  private final Map<String, Boolean> committed = new ConcurrentHashMap<>();
  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.create(THREADS + 2);
    // The changed rows: the number of each counts its changes.
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("create table thing (id int primary key, number int not null)");
              handle.execute(
                  "insert into thing select id, 0 from generate_series(0, ?) as id", ENTITIES - 1);
            });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aReaderSeesEveryCommittedEventOnceAndEachEntitysInTheirOrder() throws InterruptedException {
    List<List<Event>> results =
        Concurrency.allAtOnce(
            THREADS,
            i -> {
              if (i < WRITERS) {
                write(i);
              } else if (i < WRITERS + PUBLISHERS) {
                publish(i);
              } else {
                return follow();
              }
              return List.of();
            });
    List<Event> events = results.getLast();

    assertThat(events).extracting(Event::position).isEqualTo(upTo(events.size()));
    Set<String> names = new HashSet<>();
    events.forEach(event -> assertThat(names.add(name(event))).as("published once").isTrue());
    assertThat(names).isEqualTo(committed.keySet());
    for (int entity = 0; entity < ENTITIES; entity++) {
      String which = "thing/" + entity;
      List<Integer> numbers =
          events.stream()
              .filter(event -> event.entity().equals(which))
              .map(event -> event.data().path("number").intValue())
              .toList();
      assertThat(numbers).as("in the order of the changes").isSorted().doesNotHaveDuplicates();
      // Each change except those that were rolled back, which left no number.
      assertThat(numbers).hasSize(numbers.isEmpty() ? 0 : numbers.getLast());
    }
  }

  /// Changes a few rows at a time, in the order of their ids. One in five transactions is rolled
  /// back.
  private void write(int writer) {
    Random random = new Random(writer);
    for (int i = 0; i < CHANGES; i++) {
      try (Handle handle = database.jdbi().open()) {
        handle.begin();
        List<String> names = new ArrayList<>();
        for (int entity = random.nextInt(ENTITIES); entity < ENTITIES; entity += 2) {
          names.add(change(handle, entity));
        }
        if (random.nextInt(4) == 0) {
          EventStore.write(handle, OTHER, List.of(event(99, i)), Instant.EPOCH);
        }
        LockSupport.parkNanos(random.nextInt(3_000_000));
        if (random.nextInt(5) == 0) {
          handle.rollback();
        } else {
          handle.commit();
          names.forEach(name -> committed.put(name, true));
        }
      }
    }
    writing.decrementAndGet();
  }

  private static String change(Handle handle, int entity) {
    int number =
        handle
            .createQuery("update thing set number = number + 1 where id = :id returning number")
            .bind("id", entity)
            .mapTo(Integer.class)
            .one();
    NewEvent event = event(entity, number);
    EventStore.write(handle, OWNER, List.of(event), Instant.EPOCH);
    return event.entity() + " " + number;
  }

  private static NewEvent event(int entity, int number) {
    return new NewEvent(
        EventType.FIELD_UPDATED,
        null,
        null,
        "thing/" + entity,
        Json.MAPPER.createObjectNode().put("number", number));
  }

  private static String name(Event event) {
    return event.entity() + " " + event.data().path("number").intValue();
  }

  /// The second publisher is always interrupted before it commits.
  private void publish(int publisher) {
    Jdbi jdbi = database.jdbi();
    EventPublishStore store = new EventPublishStore(jdbi);
    boolean last = false;
    while (!last) {
      last = writing.get() == 0;
      if (publisher == WRITERS + 1 && !last) {
        cutOff(jdbi);
      } else {
        while (!store.publish(50).isEmpty()) {
          Thread.onSpinWait();
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void cutOff(Jdbi jdbi) {
    try (Handle handle = jdbi.open()) {
      handle.begin();
      EventPublishStore.publish(handle, 50);
      handle.rollback();
    }
  }

  private List<Event> follow() {
    EventReadStore feed = new EventReadStore(database.jdbi());
    List<Event> events = new ArrayList<>();
    long position = 0;
    boolean last = false;
    while (!last) {
      last = writing.get() == 0 && isAllPublished();
      EventPage page;
      do {
        page = feed.after(OWNER, position, EventFilter.ALL, 40);
        events.addAll(page.events());
        position = page.next();
      } while (page.more());
    }
    return events;
  }

  private boolean isAllPublished() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select not exists (select from event_outbox)")
                    .mapTo(Boolean.class)
                    .one());
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
