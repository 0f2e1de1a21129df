package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.record.Journal;
import dev.sarraf.simulator.record.Span;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// The merchants of this bank, rebuilt from the record at start. All are test merchants; each is opened by its first
/// request, with the password which that brings.
public final class Merchants {
    private static final Pattern ID = Pattern.compile("TEST[0-9A-Za-z_-]{0,36}");
    private static final int MAX_PASSWORD = 128;

    /// Nobody needs so many; it bounds what a stray program can make this one remember.
    private static final int MAX_MERCHANTS = 10_000;

    private final InstantSource realTime;
    private final Map<String, Merchant> merchants = new ConcurrentHashMap<>();
    private final ReentrantLock opening = new ReentrantLock();
    private final Journal journal;

    /// Rebuilds them all from the record, which is ready for more afterwards.
    public Merchants(Journal journal, InstantSource realTime) {
        this.journal = journal;
        this.realTime = realTime;
        journal.recover(this::replay);
    }

    private void replay(ObjectNode line, Span answer) {
        var id = line.path("merchant").stringValue("");
        switch (line.path("kind").stringValue("")) {
            case Merchant.OPENED -> {
                var state = line.path("state");
                var password = Password.stored(
                        state.path("salt").stringValue(""), state.path("hash").stringValue(""));
                merchants.put(id, new Merchant(id, password, realTime, journal));
            }
            case Merchant.CLOCK -> replayed(id).restoreClock(line);
            default -> replayed(id).orders().restore(Fact.of(line), answer);
        }
    }

    private Merchant replayed(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("the record tells of a merchant never opened"));
    }

    public Collection<Merchant> all() {
        return merchants.values();
    }

    public Optional<Merchant> find(String id) {
        return Optional.ofNullable(merchants.get(id));
    }

    /// The merchant that a request speaks for.
    ///
    /// @param id            as the request's path names it
    /// @param authorization the request's header
    /// @throws GatewayError if they do not prove it
    public Merchant authenticate(String id, Optional<String> authorization) {
        var password = authorization
                .flatMap(header -> basicPassword(id, header))
                .filter(it -> !it.isEmpty() && it.length() <= MAX_PASSWORD)
                .filter(_ -> ID.matcher(id).matches())
                .orElseThrow(Merchants::invalidCredentials);
        var known = merchants.get(id);
        var merchant = known == null ? open(id, password) : known;
        if (!merchant.password().matches(password)) {
            throw invalidCredentials();
        }
        return merchant;
    }

    private Merchant open(String id, String password) {
        opening.lock();
        try {
            var known = merchants.get(id);
            if (known != null) {
                return known;
            }
            if (merchants.size() >= MAX_MERCHANTS) {
                throw GatewayError.request("This simulator has as many merchants as it takes");
            }
            var merchant = new Merchant(id, Password.hashing(password), realTime, journal);
            merchant.recordOpening();
            merchants.put(id, merchant);
            return merchant;
        } finally {
            opening.unlock();
        }
    }

    private static Optional<String> basicPassword(String id, String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            var user = "merchant." + id + ":";
            return pair.startsWith(user) ? Optional.of(pair.substring(user.length())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static GatewayError invalidCredentials() {
        return GatewayError.withStatus(401, "Invalid credentials.");
    }
}
