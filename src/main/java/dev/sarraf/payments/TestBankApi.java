package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.processors.BankMood;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.ProcessorUnavailable;
import java.util.List;
import java.util.Optional;

/// `/test-helpers/bank`: lets the simulated bank do what no test card makes it do. Exists in test mode only.
public final class TestBankApi {
    private final Idempotency idempotency;
    private final ProcessorAccounts accounts;
    private final BankMood mood;

    public TestBankApi(Idempotency idempotency, ProcessorAccounts accounts, BankMood mood) {
        this.idempotency = idempotency;
        this.accounts = accounts;
        this.mood = mood;
    }

    public List<Route> routes() {
        return List.of(Route.post(
                "/test-helpers/bank/decline-next-refund", Access.toWrite(Subject.REFUNDS), this::declineNextRefund));
    }

    private Response declineNextRefund(Call call) {
        call.optionalJson().end();
        return idempotency.inSteps(call, new Telling(call.merchant()));
    }

    /// Telling it twice is telling it once.
    private final class Telling implements Idempotency.Steps {
        private final MerchantId merchant;

        private Telling(MerchantId merchant) {
            this.merchant = merchant;
        }

        @Override
        public String intend(Tx tx) {
            return merchant.text();
        }

        @Override
        public Response carryOn(String id) {
            try {
                mood.declineNextRefund(accounts.get(merchant));
            } catch (ProcessorUnavailable e) {
                throw Refusal.of(
                        Reason.BAD_GATEWAY,
                        ErrorCode.INTERNAL_ERROR,
                        "The simulated bank did not answer: %s. Try again.".formatted(e.getMessage()));
            }
            return Response.ok(Json.object().put("object", "test_bank").put("declines", "refund"));
        }

        @Override
        public Optional<Response> finished(String id) {
            return Optional.empty();
        }
    }
}
