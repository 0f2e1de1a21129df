package dev.sarraf.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came to the built-in receiver lately, by the address that it came to. It is in memory alone and ends
/// with the server.
final class Arrivals {
    /// What fits on a page that somebody reads; with the size of each, some megabytes in all.
    private static final int KEPT = 20;

    private static final int ADDRESSES = 10;

    /// What is there, the newest first, and how many came in all.
    record Inbox(int count, List<Arrival> latest) {
        private static final Inbox EMPTY = new Inbox(0, List.of());

        private Inbox with(Arrival arrival) {
            boolean repeated = arrival.event().isPresent()
                    && latest.stream().anyMatch(one -> one.event().equals(arrival.event()));
            List<Arrival> all = new ArrayList<>(List.of(repeated ? arrival.again() : arrival));
            latest.stream().limit(KEPT - 1).forEach(all::add);
            return new Inbox(count + 1, List.copyOf(all));
        }
    }

    private final Map<String, Inbox> inboxes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Inbox> eldest) {
            return size() > ADDRESSES;
        }
    };

    synchronized void add(String address, Arrival arrival) {
        inboxes.merge(address, Inbox.EMPTY.with(arrival), (before, _) -> before.with(arrival));
    }

    synchronized Inbox at(String address) {
        return inboxes.getOrDefault(address, Inbox.EMPTY);
    }
}
