package io.headland.server.event;

import io.headland.server.config.EventConfig;
import io.headland.server.http.Routes;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;

/// Puts the parts of events together and keeps them running.
public final class Events implements AutoCloseable {
  private final EventPublisher publisher;
  private final FeedPurge purge;
  private final EventReadStore feed;

  private Events(Jdbi jdbi, EventConfig config, InstantSource clock) {
    this.purge = new FeedPurge(new EventPurgeStore(jdbi), clock, config.retention());
    this.publisher = new EventPublisher(new EventPublishStore(jdbi));
    this.feed = new EventReadStore(jdbi);
  }

  /// Begins to publish.
  public static Events start(Jdbi jdbi, EventConfig config, InstantSource clock) {
    Events events = new Events(jdbi, config, clock);
    events.purge.start();
    events.publisher.start(config.publishInterval());
    return events;
  }

  /// Has somebody told of what this node publishes from now on.
  public void onPublished(PublishedEvents listener) {
    publisher.add(listener);
  }

  /// Offers the feed over HTTP.
  ///
  /// @param isProvider whether a name is that of a provider
  public void addTo(Routes routes, Predicate<String> isProvider) {
    new EventResource(feed, isProvider).addTo(routes);
  }

  public EventReadStore feed() {
    return feed;
  }

  @Override
  public void close() {
    publisher.close();
    purge.close();
  }
}
