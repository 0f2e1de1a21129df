package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.web.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The living card sessions of all merchants. They survive the process, sealed, and nothing is left of them once they
/// have lapsed.
public final class CardSessions {
    private static final int DEFAULT_AUTHENTICATION_LIMIT = 5;
    private static final int MAX_AUTHENTICATION_LIMIT = 25;

    private final Map<String, CardSession> sessions = new ConcurrentHashMap<>();
    private final SealedSessions files;
    private final Function<String, Optional<Instant>> clocks;

    /// Takes up the sessions that are on the disk and still live.
    ///
    /// @param clocks what time it is for a merchant; nothing for a merchant that does not exist
    public CardSessions(SealedSessions files, Function<String, Optional<Instant>> clocks) {
        this.files = files;
        this.clocks = clocks;
        files.load(plain -> {
            var session = CardSession.of(plain);
            sessions.put(session.id(), session);
        });
        sweep();
    }

    CardSession create(Merchant merchant, ObjectNode request) {
        var limit = new Fields(request).text("session.authenticationLimit").orElse("" + DEFAULT_AUTHENTICATION_LIMIT);
        if (!limit.matches("[0-9]{1,2}") || Integer.parseInt(limit) > MAX_AUTHENTICATION_LIMIT) {
            throw GatewayError.invalid("session.authenticationLimit", "Value must be an integer from 0 to 25");
        }
        var session = new CardSession(
                Tokens.sessionId(),
                merchant.id(),
                merchant.now(),
                Integer.parseInt(limit),
                Tokens.sessionVersion(),
                "NO_UPDATE",
                Base64.getEncoder().encodeToString(Tokens.bytes(32)),
                Json.object(),
                CardSecrets.NONE);
        save(session);
        return session;
    }

    /// Lays a request's fields over the session's.
    CardSession update(Merchant merchant, String id, ObjectNode request) {
        var secrets = CardSecrets.takeFrom(request);
        var fields = new Fields(request);
        Card.expiry(fields);
        var version = fields.text("session.version");
        request.remove("session");
        request.remove("apiOperation");
        return change(id, merchant, version, session -> session.updated(request, secrets));
    }

    /// The session of this merchant.
    ///
    /// @param version what the caller believes the session's version to be, if it cares
    /// @throws GatewayError if there is none, it has lapsed, or it has changed since
    CardSession get(Merchant merchant, String id, Optional<String> version) {
        return require(Optional.ofNullable(sessions.get(id)), merchant, version);
    }

    /// Forgets the security code of a session that was used.
    void forgetSecurityCode(Merchant merchant, CardSession used) {
        if (used.secrets().securityCode().isPresent() && !used.lapsed(merchant.now())) {
            change(used.id(), merchant, Optional.empty(), CardSession::withoutSecurityCode);
        }
    }

    /// The key that encrypts what a browser carries back, as long as the session lives.
    public Optional<byte[]> aes256Key(String id) {
        return Optional.ofNullable(sessions.get(id))
                .map(it -> Base64.getDecoder().decode(it.aes256Key()));
    }

    /// Drops what has lapsed, from memory and from the disk.
    public void sweep() {
        sessions.values()
                .removeIf(session ->
                        clocks.apply(session.merchant()).map(session::lapsed).orElse(true));
        files.deleteOld();
    }

    private CardSession change(
            String id, Merchant merchant, Optional<String> version, Function<CardSession, CardSession> change) {
        var changed = sessions.computeIfPresent(id, (_, session) -> {
            var next = change.apply(require(Optional.of(session), merchant, version));
            files.append(next.id(), next.plain());
            return next;
        });
        return require(Optional.ofNullable(changed), merchant, Optional.empty());
    }

    private void save(CardSession session) {
        files.append(session.id(), session.plain());
        sessions.put(session.id(), session);
    }

    private static CardSession require(Optional<CardSession> found, Merchant merchant, Optional<String> version) {
        var session = found.filter(it -> it.merchant().equals(merchant.id()))
                .orElseThrow(() -> GatewayError.invalid("session.id", "Unable to find session, it may have lapsed"));
        if (session.lapsed(merchant.now())) {
            throw GatewayError.invalid("session.id", "The session has lapsed");
        }
        if (version.isPresent() && !version.get().equals(session.version())) {
            throw GatewayError.invalid("session.version", "The session has changed since this version");
        }
        return session;
    }
}
