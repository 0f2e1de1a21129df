package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import dev.sarraf.customers.Phone;
import dev.sarraf.methods.PaymentMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What a customer typed into the form who pays by another method than a card.
///
/// @param phone in E.164, where the method asks for one and a good one was typed
/// @param faults what is wrong, as keys of texts by the ids of fields
record LocalForm(PaymentMethod method, Optional<String> phone, Map<String, String> faults, Map<String, String> kept) {
    /// A mobile number of Egypt: the wallets and the lender know no others.
    private static final Pattern EGYPTIAN_MOBILE = Pattern.compile("\\+201[0125]\\d{8}");

    private static final int MOST_DIGITS = 14;

    /// @param field the text of a field by its name, empty where nothing was sent
    static LocalForm of(PaymentMethod method, UnaryOperator<String> field) {
        var kept = new LinkedHashMap<String, String>();
        kept.put(MethodsView.FIELD, method.text());
        if (!method.asksForPhone()) {
            return new LocalForm(method, Optional.empty(), Map.of(), kept);
        }
        var name = MethodsView.phoneField(method);
        var typed = field.apply(name);
        // What has more digits than a phone number may be that of a card.
        kept.put(name, typed.codePoints().filter(Character::isDigit).count() > MOST_DIGITS ? "" : typed);
        var phone = mobile(typed);
        var fault = typed.isBlank() ? "fault.mobile.missing" : "fault.mobile.wrong";
        return new LocalForm(method, phone, phone.isPresent() ? Map.of() : Map.of(name, fault), kept);
    }

    /// The number in E.164, where it is an Egyptian mobile.
    static Optional<String> mobile(String typed) {
        return Phone.international(typed)
                .filter(phone -> EGYPTIAN_MOBILE.matcher(phone).matches());
    }

    /// Whether the session offers what was chosen.
    boolean isOffered(Storefront shop) {
        return shop.methods().contains(method);
    }
}
