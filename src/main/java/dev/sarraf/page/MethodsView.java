package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.methods.PaymentMethod;
import java.util.Arrays;
import java.util.List;

/// How a session can be paid: a choice where there is one, and what each method but a card asks for.
///
/// @param methods in the order of preference
public record MethodsView(List<Method> methods) {
    /// The field of the form that names the method.
    static final String FIELD = "method";

    /// One way to pay.
    ///
    /// @param method as the form sends it
    /// @param phone what was typed as the phone number
    /// @param fault what is wrong with it
    public record Method(String method, String name, boolean chosen, boolean asksForPhone, String phone, String fault) {
        /// The name of the field for the phone number.
        public String phoneField() {
            return "phone_" + method;
        }
    }

    static MethodsView of(Storefront shop, ShopPages.Retry retry, Texts texts) {
        var kept = retry.kept().answers();
        var chosen = shop.methods().stream()
                .filter(method -> method.text().equals(kept.get(FIELD)))
                .findFirst()
                .or(() -> shop.methods().stream().findFirst());
        return new MethodsView(shop.methods().stream()
                .map(method -> new Method(
                        method.text(),
                        texts.say("method." + method.text()),
                        chosen.filter(method::equals).isPresent(),
                        method.asksForPhone(),
                        kept.getOrDefault(phoneField(method), shop.known().getOrDefault("phone", "")),
                        retry.faults().getOrDefault(phoneField(method), "")))
                .toList());
    }

    static String phoneField(PaymentMethod method) {
        return "phone_" + method.text();
    }

    /// The method that a form names; a form of before there were others is about a card.
    static PaymentMethod sent(String sent) {
        return Arrays.stream(PaymentMethod.values())
                .filter(method -> method.text().equals(sent))
                .findFirst()
                .orElse(PaymentMethod.CARD);
    }

    public boolean isChoice() {
        return methods.size() > 1;
    }

    public boolean takesCard() {
        return methods.stream().anyMatch(method -> method.method().equals("card"));
    }

    /// All but the card.
    public List<Method> local() {
        return methods.stream()
                .filter(method -> !method.method().equals("card"))
                .toList();
    }
}
