package dev.sarraf.page;

import dev.sarraf.cards.Card;
import dev.sarraf.checkout.Answers;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Sessions;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.ProcessorUnavailable;
import dev.sarraf.processors.Slip;
import dev.sarraf.processors.local.TestCustomers.Act;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `POST /test-helpers/checkout/sessions/{id}/complete` and `…/act`: a customer without a browser, for a merchant's
/// own tests.
/// Exists in test mode only.
///
/// The card takes the way of a card that was typed into the page, through the same [Till]; a challenge is
/// played at the issuer's page over HTTP. The answer is the session as it is afterwards, paid or not.
public final class TestPaymentApi {
    private static final System.Logger LOG = System.getLogger(TestPaymentApi.class.getName());

    /// A merchant's server is no customer whose failures would count.
    private static final String NOWHERE = "127.0.0.1";

    private final Till till;
    private final Sessions sessions;
    private final Idempotency idempotency;
    private final InstantSource clock;
    private final HeadlessBrowser browser = new HeadlessBrowser();

    /// @param clock the real time, which decides whether a card has expired
    public TestPaymentApi(Till till, Sessions sessions, Idempotency idempotency, InstantSource clock) {
        this.till = till;
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/test-helpers/checkout/sessions/{id}/complete",
                        Access.toWrite(Subject.CHECKOUT_SESSIONS),
                        this::complete),
                Route.post(
                        "/test-helpers/checkout/sessions/{id}/act",
                        Access.toWrite(Subject.CHECKOUT_SESSIONS),
                        this::act));
    }

    private Response complete(Call call) {
        var shop = find(call);
        var payment = TestPayment.read(call.optionalJson(), CardForm.monthAnywhere(clock.instant()), shop);
        return idempotency.inSteps(call, new Completion(call, payment, shop));
    }

    /// One request, known by the form token that it pays with: however often it is gone on with, there is one
    /// attempt.
    private final class Completion implements Idempotency.Steps {
        private final Call call;
        private final TestPayment payment;
        private final Storefront shop;

        private Completion(Call call, TestPayment payment, Storefront shop) {
            this.call = call;
            this.payment = payment;
            this.shop = shop;
        }

        @Override
        public String intend(Tx tx) {
            return FormToken.showing(shop.charged());
        }

        @Override
        public Response carryOn(String formToken) {
            if (payment.local().isPresent()) {
                pay(shop, formToken, payment.local().get(), payment.answers());
            } else {
                payment.card()
                        .ifPresentOrElse(
                                card -> pay(call, shop, formToken, card, payment),
                                () -> completeWithoutCard(shop, payment.answers()));
            }
            return Response.json(200, sessions.get(call.merchant(), shop.id()));
        }

        /// Whoever is at work knows whether a challenge is still to be answered.
        @Override
        public Optional<Response> finished(String formToken) {
            return Optional.empty();
        }
    }

    /// The session, where it is one of the caller's own.
    private Storefront find(Call call) {
        return Optional.of(call.path("id"))
                .filter(SessionId::matches)
                .flatMap(id -> till.show(new SessionId(id)))
                .filter(shop -> shop.merchant().id().equals(call.merchant()))
                .orElseThrow(() -> Refusal.missing("checkout_session", call.path("id")));
    }

    private void completeWithoutCard(Storefront shop, Answers answers) {
        if (!shop.total().isZero()) {
            throw Refusal.invalid(ErrorCode.PARAMETER_MISSING, "card", "Missing required parameter: card");
        }
        till.complete(shop.id(), answers);
    }

    private void pay(Call call, Storefront shop, String formToken, Card card, TestPayment payment) {
        var facts = BrowserFacts.read(call, NOWHERE, _ -> "");
        var display = FormToken.read(formToken)
                .orElseThrow(() -> new IllegalStateException("bug: a key that is kept for no form"));
        var submitted = till.pay(shop.id(), display, payment.answers(), card, facts, Optional.empty());
        if (submitted.progress() instanceof Progress.Challenge challenge) {
            answer(challenge, payment.end());
        }
    }

    /// As far as the customer can go without the provider's other customers: a code is typed and a plan chosen where
    /// they were sent.
    private void pay(Storefront shop, String formToken, TestPayment.Local local, Answers answers) {
        var display = FormToken.read(formToken)
                .orElseThrow(() -> new IllegalStateException("bug: a key that is kept for no form"));
        var attempt = till.pay(shop.id(), display, answers, local.method(), local.phone())
                .attempt();
        local.code()
                .filter(_ -> isAt(shop, attempt, Slip.Step.ENTER_CODE))
                .ifPresent(code -> till.tell(shop.id(), attempt, new CustomerStep.EnterCode(code)));
        if (local.months().isPresent() && isAt(shop, attempt, Slip.Step.CHOOSE_PLAN)) {
            till.tell(shop.id(), attempt, new CustomerStep.ChoosePlan((int)
                    local.months().getAsLong()));
        }
    }

    private boolean isAt(Storefront shop, ChargeId attempt, Slip.Step step) {
        return till.follow(shop.id(), attempt)
                .filter(progress -> progress instanceof Progress.Awaiting(var _, var slip) && slip.step() == step)
                .isPresent();
    }

    private Response act(Call call) {
        var shop = find(call);
        var body = call.json();
        var act = body.required("act", body.choice("act", Act.class));
        body.end();
        return idempotency.inSteps(call, new Rehearsal(call, act, shop));
    }

    /// Something that a test customer does, known by what it is done to.
    private final class Rehearsal implements Idempotency.Steps {
        private final Call call;
        private final Act act;
        private final Storefront shop;

        private Rehearsal(Call call, Act act, Storefront shop) {
            this.call = call;
            this.act = act;
            this.shop = shop;
        }

        @Override
        public String intend(Tx tx) {
            return shop.id().text();
        }

        @Override
        public Response carryOn(String id) {
            try {
                if (!till.rehearse(shop.id(), act)) {
                    throw Refusal.conflict(
                            ErrorCode.RESOURCE_INVALID_STATE,
                            "Nothing that waits for this customer can be ended so: it is over, or of another kind.");
                }
            } catch (ProcessorUnavailable e) {
                throw Refusal.of(
                        Reason.BAD_GATEWAY,
                        ErrorCode.INTERNAL_ERROR,
                        "The simulated provider did not answer: %s. Try again.".formatted(e.getMessage()));
            }
            return Response.json(200, sessions.get(call.merchant(), shop.id()));
        }

        @Override
        public Optional<Response> finished(String id) {
            return Optional.empty();
        }
    }

    /// What the bank says of the challenge counts, as it does for a browser; the token only tells whose it was.
    private void answer(Progress.Challenge challenge, ChallengeEnd end) {
        try {
            till.returned(browser.goThrough(challenge.acsUrl(), challenge.creq(), end));
        } catch (HeadlessBrowser.Lost e) {
            LOG.log(System.Logger.Level.WARNING, "challenge not answered why={0}", e.getMessage());
            throw Refusal.of(
                    Reason.BAD_GATEWAY,
                    ErrorCode.INTERNAL_ERROR,
                    "Nothing was charged, because the challenge could not be answered: %s. Try again."
                            .formatted(e.getMessage()));
        }
    }
}
