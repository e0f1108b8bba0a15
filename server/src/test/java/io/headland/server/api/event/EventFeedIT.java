package io.headland.server.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.event.Event;
import io.headland.server.core.event.EventPublishStore;
import io.headland.server.core.event.EventReadStore;
import io.headland.server.core.event.EventReadStore.EventFilter;
import io.headland.server.core.event.EventReadStore.EventPage;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.EventId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Database;
import io.headland.server.platform.jdbc.TestDatabase;
import io.headland.server.platform.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events from their creation to their delivery in the feed.
class EventFeedIT {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");
  private static final ApiOwnerId OWNER = new ApiOwnerId(new UUID(0, 1));
  private static final ApiOwnerId OTHER = new ApiOwnerId(new UUID(0, 2));
  private static final LeafUserId LEAF_USER = new LeafUserId(new UUID(0, 3));

  private Database database;
  private EventPublishStore publisher;
  private EventReadStore feed;

  @BeforeEach
  void open() {
    database = TestDatabase.create();
    publisher = new EventPublishStore(database.jdbi());
    feed = new EventReadStore(database.jdbi());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anEventIsReadAsItWasWritten() {
    write(OWNER, field("a"));
    publisher.publish(10);

    Event read = feed.after(OWNER, 0, EventFilter.ALL, 10).events().getFirst();

    assertThat(read.position()).isEqualTo(1);
    assertThat(read.type()).isEqualTo(EventType.FIELD_CREATED);
    assertThat(read.occurredAt()).isEqualTo(NOW);
    assertThat(read.leafUser()).isEqualTo(LEAF_USER);
    assertThat(read.provider()).isEqualTo("JohnDeere");
    assertThat(read.entity()).isEqualTo("field/a");
    assertThat(read.data().toString())
        .isEqualTo(
            """
            {"leafUserId":"%s","provider":"JohnDeere","fieldId":"a"}\
            """
                .formatted(LEAF_USER));
    assertThat(read.id().value().version()).isEqualTo(7);
    assertThat(read.id().value().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    assertThat(feed.find(OWNER, read.id())).contains(read);
    assertThat(feed.find(OTHER, read.id())).isEmpty();
  }

  @Test
  void whatBelongsToNoLeafUserSaysSo() {
    write(
        OWNER,
        new NewEvent(
            EventType.WEBHOOK_DISABLED, null, null, "webhook/1", Json.MAPPER.createObjectNode()));
    publisher.publish(10);

    Event read = feed.after(OWNER, 0, EventFilter.ALL, 10).events().getFirst();

    assertThat(read.leafUser()).isNull();
    assertThat(read.provider()).isNull();
    assertThat(read.data().isEmpty()).isTrue();
  }

  @Test
  void eachFeedCountsForItself() {
    write(OWNER, field("a"), field("b"));
    write(OTHER, field("c"));
    write(OWNER, field("d"));

    assertThat(publisher.publish(3)).isEqualTo(Map.of(OWNER, 2, OTHER, 1));
    assertThat(publisher.publish(3)).isEqualTo(Map.of(OWNER, 1));
    assertThat(publisher.publish(3)).isEmpty();

    assertThat(entities(OWNER, 0)).containsExactly("field/a", "field/b", "field/d");
    assertThat(entities(OTHER, 0)).containsExactly("field/c");
    assertThat(feed.lastPosition(OWNER)).isEqualTo(3);
    assertThat(feed.lastPosition(OTHER)).isEqualTo(1);
  }

  /// The events of a page of fields are one row.
  @Test
  void allEventsOfARowOfTheOutboxArePublishedTogether() {
    write(OWNER, field("a"), field("b"));
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into event_outbox
                           (api_owner_id, type, leaf_user_id, provider, occurred_at, events, entities, data)
                    select ?, 'field.created', ?, 'Trimble', ?, 2000, array_agg('field/' || i)
                         , array_agg(jsonb_build_object('number', i))
                      from generate_series(1, 2000) as i
                    """,
                    OWNER.value(),
                    LEAF_USER.value(),
                    NOW.atOffset(ZoneOffset.UTC)));
    write(OTHER, field("c"));
    write(OWNER, field("d"));

    assertThat(publisher.publish(3)).isEqualTo(Map.of(OWNER, 2_002));
    assertThat(publisher.publish(3)).isEqualTo(Map.of(OWNER, 1, OTHER, 1));
    assertThat(publisher.publish(3)).isEmpty();

    List<Event> events = feed.after(OWNER, 0, EventFilter.ALL, 5_000).events();
    assertThat(events)
        .extracting(Event::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_003).boxed().toList());
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(events.subList(2, 2_002))
        .allSatisfy(
            event -> {
              assertThat(event.entity())
                  .isEqualTo("field/" + event.data().path("number").intValue());
              assertThat(event.provider()).isEqualTo("Trimble");
              assertThat(event.leafUser()).isEqualTo(LEAF_USER);
              assertThat(event.occurredAt()).isEqualTo(NOW);
            });
    assertThat(events.getLast().entity()).isEqualTo("field/d");
  }

  @Test
  void whatIsCommittedLateComesAfterWhatWasRead() {
    try (Handle late = database.jdbi().open()) {
      late.begin();
      EventStore.write(late, OWNER, List.of(field("late")), NOW);
      write(OWNER, field("early"));
      publisher.publish(10);
      assertThat(entities(OWNER, 0)).containsExactly("field/early");

      late.commit();
      publisher.publish(10);
    }
    assertThat(entities(OWNER, 1)).containsExactly("field/late");
  }

  @Test
  void whatIsRolledBackLeavesNoEventAndNoGap() {
    try (Handle handle = database.jdbi().open()) {
      handle.begin();
      EventStore.write(handle, OWNER, List.of(field("never")), NOW);
      handle.rollback();
    }
    write(OWNER, field("a"));
    publisher.publish(10);

    assertThat(entities(OWNER, 0)).containsExactly("field/a");
    assertThat(feed.lastPosition(OWNER)).isEqualTo(1);
  }

  @Test
  void oneNodePublishesAtATime() {
    write(OWNER, field("a"));
    try (Handle other = database.jdbi().open()) {
      other.begin();
      other.execute("select singleton from event_publisher for update");

      assertThat(publisher.publish(10)).isEmpty();
      other.rollback();
    }
    assertThat(publisher.publish(10)).isEqualTo(Map.of(OWNER, 1));
  }

  @Test
  void aFilterIsFollowedToTheEndOfTheFeed() {
    write(OWNER, IntStream.range(0, 50_000).mapToObj(i -> field("f" + i)).toArray(NewEvent[]::new));
    write(OWNER, credential());
    publisher.publish(100_000);
    EventFilter filter = EventFilter.of(Set.of(EventType.CREDENTIAL_CREATED));

    EventPage first = feed.after(OWNER, 0, filter, 10);
    EventPage second = feed.after(OWNER, first.next(), filter, 10);
    EventPage third = feed.after(OWNER, second.next(), filter, 10);

    assertThat(first.events()).isEmpty();
    assertThat(first.more()).isTrue();
    assertThat(third.events()).hasSize(1);
    assertThat(third.more()).isFalse();
    assertThat(third.next()).isEqualTo(50_001);
    assertThat(feed.after(OWNER, 0, new EventFilter(Set.of(), LEAF_USER, "Trimble"), 10))
        .isEqualTo(new EventPage(List.of(), 50_001, false, 0, 50_001));
  }

  @Test
  void pagesFollowEachOther() {
    write(OWNER, IntStream.range(0, 25).mapToObj(i -> field("f" + i)).toArray(NewEvent[]::new));
    publisher.publish(100);

    EventPage first = feed.after(OWNER, 0, EventFilter.ALL, 10);
    EventPage last = feed.after(OWNER, 20, EventFilter.ALL, 10);

    assertThat(first.events()).hasSize(10);
    assertThat(first.next()).isEqualTo(10);
    assertThat(first.more()).isTrue();
    assertThat(last.events()).hasSize(5);
    assertThat(last.next()).isEqualTo(25);
    assertThat(last.more()).isFalse();
    assertThat(feed.after(OTHER, 0, EventFilter.ALL, 10))
        .isEqualTo(new EventPage(List.of(), 0, false, 0, 0));
    assertThat(feed.find(OWNER, new EventId(new UUID(0, 0)))).isEmpty();
  }

  private void write(ApiOwnerId owner, NewEvent... events) {
    database.jdbi().useTransaction(handle -> EventStore.write(handle, owner, List.of(events), NOW));
  }

  private List<String> entities(ApiOwnerId owner, long after) {
    return feed.after(owner, after, EventFilter.ALL, 100).events().stream()
        .map(Event::entity)
        .toList();
  }

  private static NewEvent field(String id) {
    return new NewEvent(
        EventType.FIELD_CREATED,
        LEAF_USER,
        "JohnDeere",
        "field/" + id,
        Json.MAPPER.createObjectNode().put("fieldId", id));
  }

  private static NewEvent credential() {
    return new NewEvent(
        EventType.CREDENTIAL_CREATED,
        LEAF_USER,
        "JohnDeere",
        "credential/1",
        Json.MAPPER.createObjectNode());
  }
}
