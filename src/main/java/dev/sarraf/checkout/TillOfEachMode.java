package dev.sarraf.checkout;

import dev.sarraf.cards.Card;
import dev.sarraf.ids.Mode;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.FormDisplay;
import dev.sarraf.payments.Payments;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.local.TestCustomers;
import java.util.Locale;
import java.util.Optional;

/// The tills of both modes as one, for pages, which exist once: what a browser brings names the mode.
public final class TillOfEachMode implements Till {
    private final Till test;
    private final Till live;

    public TillOfEachMode(Till test, Till live) {
        this.test = test;
        this.live = live;
    }

    @Override
    public Optional<Storefront> show(SessionId session) {
        return of(session).show(session);
    }

    @Override
    public Submitted pay(
            SessionId session,
            FormDisplay form,
            Answers answers,
            Card card,
            Browser browser,
            Optional<Locale> language) {
        return of(session).pay(session, form, answers, card, browser, language);
    }

    @Override
    public Submitted pay(
            SessionId session, FormDisplay form, Answers answers, PaymentMethod method, Optional<String> phone) {
        return of(session).pay(session, form, answers, method, phone);
    }

    @Override
    public void tell(SessionId session, ChargeId attempt, CustomerStep step) {
        of(session).tell(session, attempt, step);
    }

    @Override
    public void hint(SessionId session, ChargeId attempt) {
        of(session).hint(session, attempt);
    }

    @Override
    public boolean rehearse(SessionId session, TestCustomers.Act act) {
        return of(session).rehearse(session, act);
    }

    @Override
    public void complete(SessionId session, Answers answers) {
        of(session).complete(session, answers);
    }

    @Override
    public void grant(SessionId session, Wish wish, String address) {
        of(session).grant(session, wish, address);
    }

    @Override
    public Optional<Progress> follow(SessionId session, ChargeId attempt) {
        return of(session).follow(session, attempt);
    }

    @Override
    public Optional<Returned> returned(String returnToken) {
        return of(Payments.modeOf(returnToken)).returned(returnToken);
    }

    @Override
    public Optional<Settled> receipt(String receiptToken) {
        return of(Payments.modeOf(receiptToken)).receipt(receiptToken);
    }

    private Till of(SessionId session) {
        return of(session.mode());
    }

    private Till of(Mode mode) {
        return mode.isLive() ? live : test;
    }
}
