package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.events.EventId;
import dev.sarraf.events.Lane;
import dev.sarraf.events.Payloads;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.page.Finding;
import dev.sarraf.page.WebhookExaminer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tells why the signature of a webhook of test mode is right or wrong, from the secrets of the merchant whose
/// endpoint it came to and from what was sent. It shows none of them.
public final class Examiner implements WebhookExaminer {
    private static final Pattern EVENT = Pattern.compile("evt_test_[0-9A-Za-z]{24}");

    private final Database test;
    private final Database live;
    private final MasterKey masterKey;
    private final InstantSource clock;
    private final String header;
    private final WebhookEndpointStore endpoints = new WebhookEndpointStore();
    private final Payloads payloads = new Payloads();

    /// @param live is asked for secrets alone, so that one of live mode is told from one that nobody knows
    /// @param clock real time
    /// @param header the name of the header that carries the signature
    public Examiner(Database test, Database live, MasterKey masterKey, InstantSource clock, String header) {
        this.test = test;
        this.live = live;
        this.masterKey = masterKey;
        this.clock = clock;
        this.header = header;
    }

    @Override
    public String signatureHeader() {
        return header;
    }

    @Override
    public Finding examine(String path, byte[] body, Optional<String> signature) {
        return examination(path, body, signature).diagnosis().finding(header);
    }

    private Examination examination(String path, byte[] body, Optional<String> signature) {
        var here = test.inTransaction(tx -> endpoints
                .endingWith(tx, path)
                .map(lane -> new Here(lane, endpoints.secrets(tx, lane.merchant()), sent(tx, lane, body))));
        return new Examination(
                body,
                signature,
                clock.instant(),
                here.flatMap(Here::sent),
                here.map(this::keys).orElse(List.of()));
    }

    /// What is known of the endpoint that a webhook came to.
    private record Here(Lane lane, List<WebhookEndpointStore.KnownSecret> secrets, Optional<byte[]> sent) {}

    private List<Examination.Key> keys(Here here) {
        var lane = here.lane();
        var elsewhere = live.inTransaction(tx -> endpoints.secrets(tx, lane.merchant()));
        return Stream.concat(
                        here.secrets().stream().map(known -> key(lane, known, owner(lane, known))),
                        elsewhere.stream().map(known -> key(lane, known, Examination.Owner.OTHER_MODE)))
                .toList();
    }

    private static Examination.Owner owner(Lane lane, WebhookEndpointStore.KnownSecret known) {
        if (!known.endpoint().equals(lane.endpoint())) {
            return Examination.Owner.OTHER_ENDPOINT;
        }
        return known.replaced() ? Examination.Owner.REPLACED : Examination.Owner.THIS_ENDPOINT;
    }

    private Examination.Key key(Lane lane, WebhookEndpointStore.KnownSecret known, Examination.Owner owner) {
        return new Examination.Key(
                owner, known.url(), known.secret().open(masterKey, lane.merchant(), known.endpoint()));
    }

    /// What was sent for the event that the body names first. A body that is cut off or changed may be no JSON.
    private Optional<byte[]> sent(Tx tx, Lane lane, byte[] body) {
        return Optional.of(EVENT.matcher(new String(body, StandardCharsets.UTF_8)))
                .filter(Matcher::find)
                .flatMap(found -> payloads.find(tx, lane.merchant(), new EventId(found.group())))
                .map(payload -> payload.getBytes(StandardCharsets.UTF_8));
    }
}
