package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Money;
import dev.sarraf.payments.Means;
import dev.sarraf.payments.Receipt;
import gg.jte.Content;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `GET /r/{token}`: the receipt of a payment, for whoever has its address. It says nothing of who paid, and of
/// the card no more than receipts do.
final class ReceiptPage {
    private static final String TOKEN = "(test|live)_[0-9A-Za-z]{32}";

    /// Merchants here are in Egypt, and so are most of their customers.

    private final Till till;
    private final Pages pages;

    ReceiptPage(Till till, Pages pages) {
        this.till = till;
        this.pages = pages;
    }

    Response show(Call call) {
        var token = call.path("token");
        var slip = Optional.of(token).filter(text -> text.matches(TOKEN)).flatMap(till::receipt);
        var visitor = Visitor.of(call, slip.map(Till.Settled::shop));
        return slip.map(found -> pages.receipt(view(token, found, visitor)))
                .orElseGet(() -> pages.words(404, visitor, "missing"));
    }

    private ReceiptView view(String token, Till.Settled slip, Visitor visitor) {
        var receipt = slip.receipt();
        var shop = slip.shop();
        var heading = visitor.texts().say("receipt.heading");
        return new ReceiptView(
                pages.frame(visitor, heading, "receipt", Optional.of(Paths.receipt(token))),
                SummaryView.of(shop, visitor, ShopPages.Retry.NONE),
                visitor.amount(shop.total()),
                visitor.time(receipt.paidAt()),
                visitor.texts().say(receipt.means().method() == PaymentMethod.CARD ? "receipt.card" : "receipt.method"),
                means(receipt.means(), visitor.texts()),
                receipt.charge().text(),
                charged(shop, receipt).map(visitor::amount),
                Optional.of(receipt.refunded())
                        .filter(refunded -> !refunded.isZero())
                        .map(visitor::amount));
    }

    private static Optional<Money> charged(Storefront shop, Receipt receipt) {
        return Optional.of(receipt.amount())
                .filter(amount -> amount.currency() != shop.total().currency());
    }

    private static Content means(Means means, Texts texts) {
        return switch (means) {
            case Means.OfCard(var card) ->
                texts.show("receipt.card.ending", Map.of("brand", brand(card.brand()), "digits", card.last4()));
            case Means.Local local ->
                output -> output.writeUserContent(
                        texts.say("method." + local.method().text()));
        };
    }

    /// As card brands write their names.
    private static String brand(String brand) {
        return switch (brand) {
            case "amex" -> "American Express";
            case "jcb" -> "JCB";
            case "uatp" -> "UATP";
            case "unionpay" -> "UnionPay";
            case "paypak" -> "PayPak";
            case "" -> brand;
            default -> brand.substring(0, 1).toUpperCase(Locale.ROOT) + brand.substring(1);
        };
    }
}
