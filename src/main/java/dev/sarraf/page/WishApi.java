package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Storefront.Choice;
import dev.sarraf.checkout.Till;
import dev.sarraf.checkout.Wish;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Call;
import dev.sarraf.http.Form;
import dev.sarraf.http.Response;
import dev.sarraf.page.FormPost.Answer;
import java.util.Optional;

/// The small forms beside what is bought: `POST /c/{id}/quantity`, `/amount` and `/code`. Each leads back to
/// the page, which shows the new total, or says at the field why there is none.
final class WishApi {
    private final Till till;
    private final FormPost forms;
    private final ClientAddress address;

    WishApi(Till till, FormPost forms, ClientAddress address) {
        this.address = address;
        this.till = till;
        this.forms = forms;
    }

    Response quantity(Call call) {
        return forms.answer(call, this::changeQuantity);
    }

    Response amount(Call call) {
        return forms.answer(call, this::changeAmount);
    }

    Response code(Call call) {
        return forms.answer(call, this::changeCode);
    }

    private Answer changeQuantity(Call call, Storefront shop, Visitor visitor) {
        var form = call.form();
        var line = line(shop, form);
        if (line.flatMap(Storefront.Line::choice).orElse(null) instanceof Choice.Quantity choice) {
            var id = line.get().id();
            var step = form.text("step");
            var typed = step.isEmpty() ? form.text("quantity") : step;
            return TypedQuantity.read(typed)
                    .map(quantity -> grant(
                            address.of(call),
                            shop,
                            visitor,
                            new Wish.Quantity(id, quantity),
                            code -> Unmade.at(
                                    SummaryView.quantityField(id), WishText.choice(code, choice, visitor), typed)))
                    .orElseGet(() -> Answer.unmade(Unmade.at(
                            SummaryView.quantityField(id), visitor.texts().say("choice.whole"), typed)));
        }
        return Answer.chosen(shop, visitor);
    }

    private Answer changeAmount(Call call, Storefront shop, Visitor visitor) {
        var form = call.form();
        var line = line(shop, form);
        if (line.flatMap(Storefront.Line::choice).orElse(null) instanceof Choice.Amount choice) {
            var id = line.get().id();
            var typed = form.text("amount");
            return TypedAmount.read(typed, line.get().unit().currency())
                    .map(amount -> grant(
                            address.of(call),
                            shop,
                            visitor,
                            new Wish.Amount(id, amount.minorUnits()),
                            code -> Unmade.at(
                                    SummaryView.amountField(id), WishText.choice(code, choice, visitor), typed)))
                    .orElseGet(() -> Answer.unmade(Unmade.at(
                            SummaryView.amountField(id), visitor.texts().say("choice.amount"), typed)));
        }
        return Answer.chosen(shop, visitor);
    }

    private Answer changeCode(Call call, Storefront shop, Visitor visitor) {
        var form = call.form();
        var typed = form.text("code");
        if (!form.text("remove").isEmpty()) {
            return grant(
                    address.of(call),
                    shop,
                    visitor,
                    new Wish.NoCode(),
                    code -> Unmade.at(SummaryView.CODE, text(code, visitor), ""));
        }
        if (typed.isBlank()) {
            return Answer.unmade(Unmade.at(SummaryView.CODE, visitor.texts().say("code.missing"), ""));
        }
        return grant(
                address.of(call),
                shop,
                visitor,
                new Wish.Code(typed),
                code -> Unmade.at(SummaryView.CODE, text(code, visitor), typed));
    }

    private static String text(ErrorCode code, Visitor visitor) {
        return WishText.code(code, visitor.texts());
    }

    /// How a refusal is told.
    @FunctionalInterface
    private interface Told {
        Unmade of(ErrorCode code);
    }

    /// @param from the customer's address
    private Answer grant(String from, Storefront shop, Visitor visitor, Wish wish, Told told) {
        try {
            till.grant(shop.id(), wish, from);
            return Answer.chosen(shop, visitor);
        } catch (Refusal refusal) {
            return switch (refusal.code()) {
                // The page tells of the state in which nothing can be chosen any more.
                case PAYMENT_STILL_CONFIRMING, PAYMENT_ALREADY_COMPLETED, CHECKOUT_SESSION_EXPIRED ->
                    Answer.chosen(shop, visitor);
                default -> Answer.unmade(told.of(refusal.code()));
            };
        }
    }

    private static Optional<Storefront.Line> line(Storefront shop, Form form) {
        return shop.lines().stream()
                .filter(line -> line.id().equals(form.text("line")))
                .findFirst();
    }
}
