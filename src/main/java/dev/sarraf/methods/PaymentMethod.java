package dev.sarraf.methods;

import dev.sarraf.ids.Mode;
import dev.sarraf.money.Currency;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A way to pay that this version can take, in the order of preference.
public enum PaymentMethod {
    CARD("Card", "card", true, false, false),
    /// The customer pays a number at a kiosk, hours later.
    FAWRY("Fawry", "kiosk", true, false, true),
    /// The customer approves a request on the phone.
    VODAFONE_CASH("Vodafone Cash", "wallet", true, true, false),
    /// The customer buys in instalments, confirmed by a code that is sent to the phone.
    VALU("valU", "bnpl", false, true, false);

    private final String displayName;
    private final String category;
    private final boolean refundable;
    private final boolean askingForPhone;
    private final boolean paidLater;

    PaymentMethod(String displayName, String category, boolean refundable, boolean askingForPhone, boolean paidLater) {
        this.displayName = displayName;
        this.category = category;
        this.refundable = refundable;
        this.askingForPhone = askingForPhone;
        this.paidLater = paidLater;
    }

    /// As the API and rows write it: `card`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What people call it.
    public String displayName() {
        return displayName;
    }

    /// What kind of method it is: `card`, `kiosk`, `wallet`, `bnpl`.
    public String category() {
        return category;
    }

    /// Whether money can be given back the way it came, in part or as a whole.
    public boolean isRefundable() {
        return refundable;
    }

    /// Whether the customer's phone number, an Egyptian mobile, names who pays.
    public boolean asksForPhone() {
        return askingForPhone;
    }

    /// Whether the customer leaves with a promise and pays hours later, if at all.
    public boolean isPaidLater() {
        return paidLater;
    }

    /// Whether a provider of local methods takes the money, and no card.
    public boolean isLocal() {
        return this != CARD;
    }

    /// Whether something that is priced in this currency can be paid so.
    public boolean takes(Currency currency) {
        return !isLocal() || currency == Currency.PROCESSING;
    }

    /// Whether this mode has somebody who takes the money: for local methods, that is test mode alone.
    public boolean isIn(Mode mode) {
        return !isLocal() || !mode.isLive();
    }

    /// What the API calls how it is confirmed: `automatic`, or `async` where the money comes later.
    public String confirmation() {
        return paidLater ? "async" : "automatic";
    }

    /// Those of a mode as the API writes them.
    public static List<String> texts(Mode mode) {
        return Arrays.stream(values())
                .filter(method -> method.isIn(mode))
                .map(PaymentMethod::text)
                .toList();
    }

    /// The one that the API writes so, if any.
    public static Optional<PaymentMethod> find(String text) {
        return Arrays.stream(values())
                .filter(method -> method.text().equals(text))
                .findFirst();
    }
}
