package dev.sarraf.webhooks;

import dev.sarraf.events.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The deliveries that this node has on their way, counted so that there are never too many.
final class InFlight {
    /// How many deliveries may be added, and up to how many each lane may have.
    record Room(int perLane, int max) {}

    private final int most;
    private final int perLane;
    private final Map<Lane, Integer> lanes = new HashMap<>();
    private int total;

    InFlight(int most, int perLane) {
        this.most = most;
        this.perLane = perLane;
    }

    /// What may be added now. Half of all places are filled by as many of each lane as a lane may have; for the
    /// other half a lane gets one at a time, so that many endpoints that hang at once can fill their share but not
    /// keep a healthy one out.
    synchronized Room room() {
        int half = most / 2;
        return total < half ? new Room(perLane, half - total) : new Room(1, most - total);
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
