package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.http.Response;
import dev.sarraf.money.Money;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.Slip;
import dev.sarraf.processors.local.TestCustomers.Act;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Shows what a provider of local methods waits for: a voucher to be paid, an approval, a code, a choice.
final class AwaitPages {
    /// Egypt's: whoever pays by these methods is there.

    private final Pages pages;

    AwaitPages(Pages pages) {
        this.pages = pages;
    }

    /// @param fault the key of a text that says what was wrong with what was typed
    Response show(
            Storefront shop, ChargeId attempt, Progress.Awaiting awaited, Optional<String> fault, Visitor visitor) {
        var slip = awaited.slip();
        var texts = visitor.texts();
        var step = step(slip);
        var wrong = fault.or(() -> slip.wrongCodes() > 0 && slip.step() == Slip.Step.ENTER_CODE
                ? Optional.of("fault.otp.wrong")
                : Optional.empty());
        return pages.awaiting(new AwaitView(
                pages.frame(
                        visitor,
                        texts.say("await." + step + ".heading"),
                        "await",
                        Optional.of(Paths.attempt(shop.id(), attempt))),
                ShopView.of(shop),
                visitor.amount(shop.total()),
                visitor.link(Paths.status(shop.id(), attempt)),
                state(slip),
                slip.reference(),
                visitor.time(slip.expiresAt()),
                step,
                texts.say("method." + awaited.method().text()),
                visitor.link(Paths.step(shop.id(), attempt, step)),
                awaited.method().isPaidLater()
                        ? Optional.empty()
                        : Optional.of(visitor.link(Paths.step(shop.id(), attempt, "cancel"))),
                wrong.map(texts::say).orElse(""),
                slip.plans().stream()
                        .map(plan -> new AwaitView.Plan(plan.months(), words(shop, plan, visitor)))
                        .toList(),
                shop.livemode() ? List.of() : acts(slip, texts),
                visitor.link(Paths.step(shop.id(), attempt, "rehearse"))));
    }

    /// A word for where the provider stands, other after each step.
    static String state(Slip slip) {
        return "awaiting." + step(slip) + (slip.wrongCodes() == 0 ? "" : "." + slip.wrongCodes());
    }

    private static String step(Slip slip) {
        return switch (slip.step()) {
            case PAY_VOUCHER -> "voucher";
            case APPROVE -> "approve";
            case ENTER_CODE -> "code";
            case CHOOSE_PLAN -> "plan";
        };
    }

    private static String words(Storefront shop, Slip.Plan plan, Visitor visitor) {
        var monthly = new Money(plan.monthly(), shop.charged().currency());
        var length = visitor.texts().count("await.plan.length", plan.months());
        return visitor.texts().say("await.plan.months", Map.of("length", length, "amount", visitor.amount(monthly)));
    }

    private static List<AwaitView.Act> acts(Slip slip, Texts texts) {
        var possible = switch (slip.step()) {
            case PAY_VOUCHER -> List.of(Act.PAY, Act.FAIL, Act.LAPSE);
            case APPROVE -> List.of(Act.APPROVE, Act.REJECT, Act.TIME_OUT);
            case ENTER_CODE, CHOOSE_PLAN -> List.of(Act.FAIL, Act.TIME_OUT);
        };
        return possible.stream()
                .map(act -> act.name().toLowerCase(Locale.ROOT))
                .map(name -> new AwaitView.Act(name, texts.say("rehearse." + name)))
                .toList();
    }
}
