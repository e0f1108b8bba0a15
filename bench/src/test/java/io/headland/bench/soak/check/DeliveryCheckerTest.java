package io.headland.bench.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.bench.soak.check.Delivery.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryCheckerTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Subscription ALL = new Subscription("all", "1", List.of("*"), "whsec_");
  private static final Resource FIELD = new Resource("field", "f");
  private static final SeenEvent CREATED = event(1, "field.created", FIELD);
  private static final SeenEvent UPDATED = event(2, "field.updated", FIELD);
  private static final SeenEvent OTHER =
      event(3, "organization.selected", new Resource("organization", "u/1"));
  private static final List<SeenEvent> FEED = List.of(CREATED, UPDATED, OTHER);

  @Test
  void acceptsRetriesAndRepetitionsInTheOrderOfTheFeed() {
    List<Delivery> calls =
        List.of(
            call(CREATED, 1, 2, Reply.REFUSED),
            call(OTHER, 3, 9, Reply.ACCEPTED),
            call(UPDATED, 4, 5, Reply.ACCEPTED),
            call(CREATED, 6, 7, Reply.ACCEPTED),
            call(CREATED, 8, 10, Reply.ACCEPTED));

    assertThat(check(ALL, calls)).isEmpty();
    assertThat(DeliveryCounts.of(calls)).isEqualTo(new DeliveryCounts(3, 5, 1, 0, 1, 1));
  }

  @Test
  void reportsAnEventThatWasNotDelivered() {
    List<Delivery> calls =
        List.of(
            call(CREATED, 1, 2, Reply.ACCEPTED),
            call(UPDATED, 3, 4, Reply.REFUSED),
            call(UPDATED, 5, 6, Reply.CLOSED));

    assertThat(check(ALL, calls))
        .extracting(Violation::type)
        .containsExactly(Violation.Type.LOST_DELIVERY, Violation.Type.LOST_DELIVERY);
    assertThat(check(ALL, calls))
        .extracting(Violation::what)
        .anyMatch(what -> what.contains("refused 2 times"))
        .anyMatch(what -> what.contains("was not sent"));
  }

  @Test
  void requiresOnlyTheTypesOfTheWebhookAndAllowsNoOthers() {
    Subscription fields = new Subscription("all", "1", List.of("field.*"), "whsec_");
    List<Delivery> calls =
        new ArrayList<>(
            List.of(call(CREATED, 1, 2, Reply.ACCEPTED), call(UPDATED, 3, 4, Reply.ACCEPTED)));

    assertThat(check(fields, calls)).isEmpty();

    calls.add(call(OTHER, 5, 6, Reply.ACCEPTED));
    assertOne(check(fields, calls), Violation.Type.FALSE_DELIVERY, "is not of the types");
  }

  @Test
  void reportsAnInvalidSignature() {
    List<Delivery> calls =
        List.of(
            call(CREATED, 1, 2, Reply.ACCEPTED),
            call(UPDATED, 3, 4, Reply.ACCEPTED),
            new Delivery("all", OTHER, false, BEGIN, Duration.ZERO, 5, 6, Reply.ACCEPTED),
            call(OTHER, 7, 8, Reply.ACCEPTED));

    assertOne(check(ALL, calls), Violation.Type.FALSE_DELIVERY, "no valid signature");
  }

  @Test
  void reportsATimestampOfAnotherClockUnlessTheClockIsSet() {
    List<Delivery> calls =
        List.of(
            call(CREATED, 1, 2, Reply.ACCEPTED),
            call(UPDATED, 3, 4, Reply.ACCEPTED),
            new Delivery("all", OTHER, true, BEGIN, Duration.ofDays(-40), 5, 6, Reply.ACCEPTED));

    assertOne(check(ALL, calls), Violation.Type.FALSE_DELIVERY, "timestamp that differs");
    assertThat(DeliveryChecker.check(ALL, calls, FEED, FEED, BEGIN::equals)).isEmpty();
  }

  @Test
  void reportsACallWithoutAnEventOfTheFeedOrWithAnotherContent() {
    SeenEvent unknown = event(4, "field.removed", FIELD);
    SeenEvent changed = event(2, "field.updated", new Resource("field", "g"));
    List<Delivery> calls =
        List.of(
            call(CREATED, 1, 2, Reply.ACCEPTED),
            call(changed, 3, 4, Reply.ACCEPTED),
            call(OTHER, 5, 6, Reply.ACCEPTED),
            call(unknown, 7, 8, Reply.ACCEPTED));

    assertThat(check(ALL, calls))
        .hasSize(2)
        .allMatch(violation -> violation.type() == Violation.Type.FALSE_DELIVERY)
        .extracting(Violation::what)
        .anyMatch(what -> what.contains("is not in the feed"))
        .anyMatch(what -> what.contains("in the feed") && what.contains("field g"));
  }

  @Test
  void reportsAFirstCallBeforeTheResponseToTheEventBeforeOfTheSameResource() {
    List<Delivery> calls =
        List.of(
            call(CREATED, 1, 3, Reply.ACCEPTED),
            call(UPDATED, 2, 4, Reply.ACCEPTED),
            call(OTHER, 5, 6, Reply.ACCEPTED));

    assertOne(check(ALL, calls), Violation.Type.DELIVERY_ORDER, "arrived before the response");
  }

  /// A node was killed during the first call; another node repeated it and continued.
  @Test
  void acceptsTheOrderOfANodeThatRepeatsTheCallsOfAnother() {
    List<Delivery> calls =
        List.of(
            call(CREATED, 1, 9, Reply.ACCEPTED),
            call(CREATED, 2, 3, Reply.ACCEPTED),
            call(UPDATED, 4, 5, Reply.ACCEPTED),
            call(OTHER, 6, 7, Reply.ACCEPTED));

    assertThat(check(ALL, calls)).isEmpty();
  }

  private static List<Violation> check(Subscription subscription, List<Delivery> calls) {
    return DeliveryChecker.check(subscription, calls, FEED, FEED, _ -> false);
  }

  private static void assertOne(List<Violation> found, Violation.Type type, String part) {
    assertThat(found)
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.type()).isEqualTo(type);
              assertThat(violation.what()).contains(part);
            });
  }

  private static Delivery call(SeenEvent event, long began, long responded, Reply reply) {
    return new Delivery("all", event, true, BEGIN, Duration.ZERO, began, responded, reply);
  }

  private static SeenEvent event(long sequence, String type, Resource resource) {
    return new SeenEvent(sequence, "id-" + sequence, type, resource, "", "", BEGIN);
  }
}
