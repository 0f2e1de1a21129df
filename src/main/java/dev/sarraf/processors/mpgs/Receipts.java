package dev.sarraf.processors.mpgs;

import dev.sarraf.cards.Brand;
import dev.sarraf.processors.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads from an answer what is kept of a charge. Nothing here decides anything, and whatever is missing or odd is
/// left out.
final class Receipts {
    private static final Pattern MASKED_NUMBER = Pattern.compile("([0-9]{6})[^0-9]{2,9}([0-9]{4})");

    /// A message is words for the staff. Digits as long as a card number have no place in it.
    private static final Pattern LONG_DIGITS = Pattern.compile("[0-9](?:[ -]?[0-9]){11,18}");

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final int LONGEST_MESSAGE = 200;

    private static final List<String> FUNDINGS = List.of("credit", "debit", "prepaid");

    private Receipts() {}

    static Outcome.Receipt of(Document answer) {
        return new Outcome.Receipt(
                answer.text("response", "gatewayCode").orElse(""),
                code(answer, "response", "acquirerCode"),
                answer.text("response", "acquirerMessage").map(Receipts::message),
                code(answer, "transaction", "authorizationCode"),
                code(answer, "transaction", "receipt"),
                code(answer, "response", "cardSecurityCode", "gatewayCode"),
                card(answer));
    }

    /// Free text from outside, fit to be stored and shown to the merchant's staff.
    static String message(String text) {
        var words = CONTROLS.matcher(text).replaceAll(" ").strip();
        var masked = LONG_DIGITS.matcher(words).replaceAll("…");
        return masked.length() <= LONGEST_MESSAGE ? masked : masked.substring(0, LONGEST_MESSAGE);
    }

    private static Optional<String> code(Document answer, String... path) {
        return answer.text(path).filter(text -> text.matches("[0-9A-Za-z_\\-]{1,64}"));
    }

    private static Optional<Outcome.CardDetails> card(Document answer) {
        var number = MASKED_NUMBER.matcher(
                answer.text("sourceOfFunds", "provided", "card", "number").orElse(""));
        var month = expiry(answer, "month", 1, 12);
        var year = expiry(answer, "year", 0, 99);
        if (!number.matches() || month.isEmpty() || year.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Outcome.CardDetails(
                brand(answer, number.group(1)),
                number.group(2),
                month.get(),
                2000 + year.get(),
                funding(answer),
                Optional.empty()));
    }

    /// By the number's first digits, as everywhere else; the gateway's word only for a range that we do not know.
    private static String brand(Document answer, String bin) {
        var known = Brand.ofBin(bin);
        return known != Brand.UNKNOWN
                ? known.text()
                : code(answer, "sourceOfFunds", "provided", "card", "brand")
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .orElse(known.text());
    }

    private static String funding(Document answer) {
        return answer.text("sourceOfFunds", "provided", "card", "fundingMethod")
                .map(method -> method.toLowerCase(Locale.ROOT))
                .filter(FUNDINGS::contains)
                .orElse("unknown");
    }

    private static Optional<Integer> expiry(Document answer, String part, int least, int most) {
        return answer.text("sourceOfFunds", "provided", "card", "expiry", part)
                .filter(text -> text.matches("[0-9]{1,2}"))
                .map(Integer::valueOf)
                .filter(value -> value >= least && value <= most);
    }
}
