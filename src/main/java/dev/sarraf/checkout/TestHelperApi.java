package dev.sarraf.checkout;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Bell;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.merchants.TestClock;
import dev.sarraf.payments.LocalCharges;
import dev.sarraf.processors.BankClock;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.ProcessorUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `/test-helpers`: what a developer can make happen at will. Exists in test mode only.
public final class TestHelperApi {
    /// Two years at once: longer than anything here lasts.
    private static final long MOST_SECONDS = Duration.ofDays(730).toSeconds();

    private final Idempotency idempotency;
    private final TestClock clock;
    private final ProcessorAccounts accounts;
    private final BankClock bankClock;
    private final Sessions sessions;
    private final LocalCharges localCharges;
    private final Bell deliveries;

    public TestHelperApi(
            Idempotency idempotency,
            TestClock clock,
            ProcessorAccounts accounts,
            BankClock bankClock,
            Sessions sessions,
            LocalCharges localCharges,
            Bell deliveries) {
        this.idempotency = idempotency;
        this.clock = clock;
        this.accounts = accounts;
        this.bankClock = bankClock;
        this.sessions = sessions;
        this.localCharges = localCharges;
        this.deliveries = deliveries;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/test-helpers/clock/advance", Access.toWrite(Subject.MERCHANT_SETTINGS), this::advance));
    }

    /// Moves the merchant's business dates forward, here and at the simulated bank, and lets what falls due by it
    /// happen.
    private Response advance(Call call) {
        var body = call.json();
        long seconds = body.required("seconds", body.whole("seconds", 0, MOST_SECONDS));
        body.end();
        return idempotency.inSteps(call, new Advance(call.merchant(), Duration.ofSeconds(seconds)));
    }

    /// Our clock moves once, in the first step; what follows may be repeated. A move is known by where it led to.
    private final class Advance implements Idempotency.Steps {
        private final MerchantId merchant;
        private final Duration by;

        private Advance(MerchantId merchant, Duration by) {
            this.merchant = merchant;
            this.by = by;
        }

        @Override
        public String intend(Tx tx) {
            return String.valueOf(clock.advance(tx, merchant, by).toSeconds());
        }

        @Override
        public Response carryOn(String id) {
            var ahead = Duration.ofSeconds(Long.parseLong(id));
            try {
                bankClock.moveTo(accounts.get(merchant), ahead);
            } catch (ProcessorUnavailable e) {
                throw Refusal.of(
                        Reason.BAD_GATEWAY,
                        ErrorCode.INTERNAL_ERROR,
                        "The clock is %d seconds ahead, but the simulated bank did not follow. Repeat with 0 seconds, or"
                                        .formatted(ahead.toSeconds())
                                + " with the same Idempotency-Key.");
            }
            localCharges.hintAll(merchant);
            sessions.expireDue();
            deliveries.ringEverywhere();
            return Response.ok(Json.object().put("object", "test_clock").put("aheadSeconds", ahead.toSeconds()));
        }

        /// Whether the bank has followed is known to whoever asked it to.
        @Override
        public Optional<Response> finished(String id) {
            return Optional.empty();
        }
    }
}
