/// Tests of events, subscriptions and the queue of deliveries.
@NullMarked
package dev.sarraf.events;

import org.jspecify.annotations.NullMarked;
