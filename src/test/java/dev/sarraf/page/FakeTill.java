package dev.sarraf.page;

import dev.sarraf.cards.Card;
import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.Answers;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.checkout.Wish;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.FormDisplay;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.local.TestCustomers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A till without a bank: a test says what each payment comes to.
final class FakeTill implements Till {
    static final URI THANKS = URI.create("https://nile.example/thanks");

    /// What the till was asked to charge.
    record Paid(SessionId session, Card card, Browser browser, Optional<Locale> language) {}

    /// What the till was asked to take by another method.
    record LocallyPaid(SessionId session, PaymentMethod method, Optional<String> phone) {}

    final List<Paid> payments = new CopyOnWriteArrayList<>();
    final List<LocallyPaid> localPayments = new CopyOnWriteArrayList<>();
    final List<CustomerStep> steps = new CopyOnWriteArrayList<>();
    final List<ChargeId> hints = new CopyOnWriteArrayList<>();
    final List<TestCustomers.Act> acts = new CopyOnWriteArrayList<>();
    final List<SessionId> completed = new CopyOnWriteArrayList<>();
    final List<Wish> wishes = new CopyOnWriteArrayList<>();
    final Map<SessionId, Map<String, String>> answered = new ConcurrentHashMap<>();

    /// What becomes of a session whose customer gets a wish granted.
    volatile UnaryOperator<Storefronts> afterWish = UnaryOperator.identity();

    volatile Progress nextOutcome = new Progress.Paid();
    volatile Destination destination = new Destination.Redirect(THANKS);
    volatile boolean breakdown;
    volatile Optional<Refusal> nextRefusal = Optional.empty();

    final Map<String, Settled> receipts = new ConcurrentHashMap<>();

    private final Map<SessionId, Storefront> shops = new ConcurrentHashMap<>();
    private final Map<String, ChargeId> byToken = new ConcurrentHashMap<>();
    private final Map<ChargeId, Progress> attempts = new ConcurrentHashMap<>();
    private final Map<String, Returned> returns = new ConcurrentHashMap<>();

    /// Puts the session in, in place of what it was before, and gives its address.
    String put(Storefronts storefront) {
        shops.put(storefront.shop().id(), storefront.shop());
        return "/c/" + storefront.shop().id();
    }

    /// An attempt of a session, standing so.
    ChargeId attempt(Progress progress) {
        var id = ChargeId.random(Mode.TEST);
        attempts.put(id, progress);
        return id;
    }

    void progress(ChargeId attempt, Progress progress) {
        attempts.put(attempt, progress);
    }

    @Override
    public void complete(SessionId session, Answers answers) {
        answered.put(session, answers.byQuestion());
        complete(session);
    }

    @Override
    public void grant(SessionId session, Wish wish, String address) {
        nextRefusal.ifPresent(refusal -> {
            throw refusal;
        });
        wishes.add(wish);
        shops.computeIfPresent(
                session, (_, shop) -> afterWish.apply(new Storefronts(shop)).shop());
    }

    void complete(SessionId session) {
        nextRefusal.ifPresent(refusal -> {
            throw refusal;
        });
        completed.add(session);
        shops.computeIfPresent(
                session,
                (_, shop) -> new Storefronts(shop)
                        .in(new Storefront.State.Complete(destination))
                        .shop());
    }

    /// What the till finds when the browser comes back with this token.
    void expectReturn(String token, SessionId session, ChargeId attempt, Progress progress) {
        returns.put(token, new Returned(session, attempt, progress));
    }

    @Override
    public Optional<Storefront> show(SessionId session) {
        if (breakdown) {
            throw new IllegalStateException("broken on purpose");
        }
        return Optional.ofNullable(shops.get(session));
    }

    @Override
    public Submitted pay(
            SessionId session,
            FormDisplay form,
            Answers answers,
            Card card,
            Browser browser,
            Optional<Locale> language) {
        nextRefusal.ifPresent(refusal -> {
            throw refusal;
        });
        var attempt = byToken.computeIfAbsent(form.token(), _ -> {
            payments.add(new Paid(session, card, browser, language));
            answered.put(session, answers.byQuestion());
            return attempt(nextOutcome);
        });
        var progress = follow(session, attempt).orElseThrow();
        if (progress instanceof Progress.Paid) {
            complete(session);
        }
        return new Submitted(attempt, progress);
    }

    @Override
    public Submitted pay(
            SessionId session, FormDisplay form, Answers answers, PaymentMethod method, Optional<String> phone) {
        nextRefusal.ifPresent(refusal -> {
            throw refusal;
        });
        var attempt = byToken.computeIfAbsent(form.token(), _ -> {
            localPayments.add(new LocallyPaid(session, method, phone));
            return attempt(nextOutcome);
        });
        return new Submitted(attempt, follow(session, attempt).orElseThrow());
    }

    @Override
    public void tell(SessionId session, ChargeId attempt, CustomerStep step) {
        steps.add(step);
    }

    @Override
    public void hint(SessionId session, ChargeId attempt) {
        hints.add(attempt);
    }

    @Override
    public boolean rehearse(SessionId session, TestCustomers.Act act) {
        acts.add(act);
        return true;
    }

    @Override
    public Optional<Progress> follow(SessionId session, ChargeId attempt) {
        return Optional.ofNullable(attempts.get(attempt)).filter(_ -> shops.containsKey(session));
    }

    @Override
    public Optional<Settled> receipt(String receiptToken) {
        return Optional.ofNullable(receipts.get(receiptToken));
    }

    @Override
    public Optional<Returned> returned(String returnToken) {
        var returned = Optional.ofNullable(returns.get(returnToken));
        returned.ifPresent(back -> {
            attempts.put(back.attempt(), back.progress());
            if (back.progress() instanceof Progress.Paid) {
                complete(back.session());
            }
        });
        return returned;
    }
}
