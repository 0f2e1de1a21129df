package dev.sarraf.webhooks;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Delivery;
import dev.sarraf.events.Lane;
import dev.sarraf.http.Json;
import dev.sarraf.http.Streaming;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The connections over which listeners fetch events, as server-sent events. Each has the virtual thread of its
/// request, and ends when the server stops.
public final class ListenerStreams implements AutoCloseable {
    /// Each looks at the queue several times a second.
    private static final int MAX_STREAMS = 50;

    /// A payment on the page waits for its webhook; it should not notice that somebody fetches it.
    private static final Duration POLL = Duration.ofMillis(250);

    /// Often enough that a client that went away is noticed before its place is missed.
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Listeners listeners;
    private final InstantSource clock;
    private final String header;
    private final Semaphore places = new Semaphore(MAX_STREAMS);
    private final CountDownLatch closing = new CountDownLatch(1);

    /// @param clock real time, for signatures
    /// @param header the name of the header that carries the signature
    public ListenerStreams(Listeners listeners, InstantSource clock, String header) {
        this.listeners = listeners;
        this.clock = clock;
        this.header = header;
    }

    /// What writes a listener's events for this long, or until it goes away.
    ///
    /// @throws Refusal where too many are connected
    Streaming open(Lane lane, Listener listener, Duration longest) {
        if (places.availablePermits() == 0) {
            throw Refusal.of(
                    Reason.UNAVAILABLE, ErrorCode.INTERNAL_ERROR, "Too many listeners are connected to this server.");
        }
        return out -> {
            if (places.tryAcquire()) {
                try {
                    write(lane, listener, longest, out);
                } finally {
                    places.release();
                }
            }
        };
    }

    /// Ends all streams. What was fetched and not reported is fetched again.
    @Override
    public void close() {
        closing.countDown();
    }

    private void write(Lane lane, Listener listener, Duration longest, OutputStream out) throws IOException {
        long begun = System.nanoTime();
        long beat = begun;
        say(out, ": listening\n\n");
        while (System.nanoTime() - begun < longest.toNanos() && !isClosingWithin(Duration.ZERO)) {
            var due = listeners.fetch(lane);
            for (var delivery : due) {
                say(out, message(delivery, listener));
            }
            if (System.nanoTime() - beat > HEARTBEAT.toNanos()) {
                beat = System.nanoTime();
                if (!listeners.isSeen(lane)) {
                    return;
                }
                say(out, ": here\n\n");
            }
            if (due.isEmpty() && isClosingWithin(POLL)) {
                return;
            }
        }
    }

    private boolean isClosingWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// JSON has no line ends, so that one line holds all of it.
    private String message(Delivery delivery, Listener listener) {
        var body = delivery.payload().getBytes(StandardCharsets.UTF_8);
        var json = Json.object();
        json.put("event", delivery.event().text());
        json.put("type", delivery.type());
        json.put("attempt", delivery.attempt());
        json.put("fence", delivery.fence());
        json.put("header", header);
        json.put("signature", Signature.header(List.of(listener.secret()), clock.instant(), body));
        json.put("body", delivery.payload());
        return "event: webhook\nid: " + delivery.event() + "\ndata: " + Json.write(json) + "\n\n";
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
