package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Bell;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.TestClock;
import dev.sarraf.processors.BankClock;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.ProcessorUnavailable;
import java.time.Duration;
import java.util.List;

/// `/test-helpers`: what a developer can make happen at will. Exists in test mode only.
public final class TestHelperApi {
    /// Two years at once: longer than anything here lasts.
    private static final long MOST_SECONDS = Duration.ofDays(730).toSeconds();

    private final TestClock clock;
    private final ProcessorAccounts accounts;
    private final BankClock bankClock;
    private final Sessions sessions;
    private final Bell deliveries;

    public TestHelperApi(
            TestClock clock, ProcessorAccounts accounts, BankClock bankClock, Sessions sessions, Bell deliveries) {
        this.clock = clock;
        this.accounts = accounts;
        this.bankClock = bankClock;
        this.sessions = sessions;
        this.deliveries = deliveries;
    }

    public List<Route> routes() {
        return List.of(Route.post("/test-helpers/clock/advance", Access.SECRET_KEY, this::advance));
    }

    /// Moves the merchant's business dates forward, here and at the simulated bank, and lets what falls due by it
    /// happen.
    private Response advance(Call call) {
        var body = call.json();
        long seconds = body.required("seconds", body.whole("seconds", 0, MOST_SECONDS));
        body.end();
        var reading = clock.advance(call.merchant(), Duration.ofSeconds(seconds));
        try {
            bankClock.moveTo(accounts.get(call.merchant()), reading.ahead());
        } catch (ProcessorUnavailable e) {
            throw Refusal.of(
                    Reason.BAD_GATEWAY,
                    ErrorCode.INTERNAL_ERROR,
                    "The clock is %d seconds ahead, but the simulated bank did not follow. Repeat with 0 seconds."
                            .formatted(reading.ahead().toSeconds()));
        }
        sessions.expireDue();
        deliveries.ring();
        return Response.ok(Json.object()
                .put("object", "test_clock")
                .put("aheadSeconds", reading.ahead().toSeconds())
                .put("now", Json.time(reading.now())));
    }
}
