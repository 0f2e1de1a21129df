/// What happened, and who still has to hear of it: events, subscriptions and the queue of deliveries, all written
/// in the transaction of their cause.
@NullMarked
package dev.sarraf.events;

import org.jspecify.annotations.NullMarked;
