package dev.sarraf.webhooks;

import dev.sarraf.events.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The deliveries that this node has on their way, counted so that there are never too many.
final class InFlight {
    private final int most;
    private final int perLane;
    private final Map<Lane, Integer> lanes = new HashMap<>();
    private int total;

    InFlight(int most, int perLane) {
        this.most = most;
        this.perLane = perLane;
    }

    synchronized int room() {
        return most - total;
    }

    /// How many deliveries one lane may have. Once half of all places are taken it is one, so that many endpoints
    /// that
    /// hang at once can fill their share but not keep a healthy one out.
    synchronized int roomPerLane() {
        return total < most / 2 ? perLane : 1;
    }

    synchronized void enter(Lane lane) {
        total++;
        lanes.merge(lane, 1, Integer::sum);
    }

    /// Whether something may have been waiting for the place that is now free.
    synchronized boolean leave(Lane lane) {
        boolean wasFull = total >= most / 2 || lanes.getOrDefault(lane, 0) >= perLane;
        total--;
        lanes.computeIfPresent(lane, (_, count) -> count == 1 ? null : count - 1);
        notifyAll();
        return wasFull;
    }

    /// Waits until nothing is on its way any more, at most this long; whether that came true.
    synchronized boolean awaitNone(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (total > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
