package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.faults.Faults;
import dev.sarraf.simulator.record.Journal;
import dev.sarraf.simulator.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/// One test merchant: its password, its clock, its orders and the faults it has asked for.
public final class Merchant {
    static final String OPENED = "MERCHANT_OPENED";
    static final String CLOCK = "CLOCK";

    private static final byte[] NO_ANSWER = "null".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final Password password;
    private final InstantSource realTime;
    private final Journal journal;
    private final Orders orders;
    private final Faults faults = new Faults();
    private final ReentrantLock clockLock = new ReentrantLock();
    private volatile long aheadSeconds;

    Merchant(String id, Password password, InstantSource realTime, Journal journal) {
        this.id = id;
        this.password = password;
        this.realTime = realTime;
        this.journal = journal;
        this.orders = new Orders(this, journal);
    }

    public String id() {
        return id;
    }

    Password password() {
        return password;
    }

    public Orders orders() {
        return orders;
    }

    public Faults faults() {
        return faults;
    }

    /// What time it is for this merchant.
    public Instant now() {
        return realTime.instant().plusSeconds(aheadSeconds);
    }

    public long aheadSeconds() {
        return aheadSeconds;
    }

    /// Moves the clock to so many seconds ahead of real time, durably; never back.
    ///
    /// @return how far ahead it is now
    public long moveClock(long seconds) {
        clockLock.lock();
        try {
            if (seconds > aheadSeconds) {
                journal.append(
                        line(CLOCK, realTime.instant().plusSeconds(seconds)).put("aheadSeconds", seconds), NO_ANSWER);
                aheadSeconds = seconds;
            }
            return aheadSeconds;
        } finally {
            clockLock.unlock();
        }
    }

    void restoreClock(ObjectNode line) {
        aheadSeconds = line.path("aheadSeconds").longValue();
    }

    void recordOpening() {
        var line = line(OPENED, now());
        line.putObject("state").put("salt", password.salt()).put("hash", password.hash());
        journal.append(line, NO_ANSWER);
    }

    private ObjectNode line(String kind, Instant time) {
        return Json.object().put("time", Times.text(time)).put("merchant", id).put("kind", kind);
    }
}
