package dev.sarraf.page;

import dev.sarraf.cards.CardNumber;
import dev.sarraf.cards.TestCards;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The card form, filled as far as it may be.
///
/// @param token names this display of the form, so that pressing twice pays once
/// @param message why the last try did not work; a fault of the fields is in `faults` instead
/// @param faults what is wrong with the fields, by their ids, in their order
public record FormView(
        String action,
        String status,
        String token,
        String buttonKey,
        String amount,
        Optional<String> message,
        Map<String, String> faults,
        String expiry,
        String name,
        AskedView asked,
        MethodsView methods,
        List<TrialCard> trialCards,
        List<TrialValue> trialExpiries,
        List<TrialValue> trialCodes) {

    private static final Pattern FOUR_DIGITS = Pattern.compile("(\\d{4})(?=\\d)");

    /// A published test card, in groups of digits as cards show them.
    ///
    /// @param straight whether it is the one to try the bank's answers with
    public record TrialCard(String number, String brand, String code, String effect, boolean straight) {}

    /// An expiry or security code that decides what the test bank answers.
    ///
    /// @param amexValue what it is for American Express
    public record TrialValue(String value, String amexValue, String effect) {}

    public boolean isTrial() {
        return !trialCards.isEmpty();
    }

    public String fault(CardField field) {
        return faults.getOrDefault(field.id(), "");
    }

    static List<TrialCard> trialCards(Texts texts) {
        return TestCards.featured().stream()
                .map(card -> new TrialCard(
                        grouped(card.number()),
                        card.brand().text(),
                        TestCards.securityCodes().getFirst().of(card.brand()),
                        texts.say("trial.card." + card.number().reveal()),
                        card.equals(TestCards.straight())))
                .toList();
    }

    static List<TrialValue> trialExpiries(Texts texts) {
        return TestCards.expiries().stream()
                .map(row -> expiry(
                        "%02d / %02d"
                                .formatted(row.expiry().month(), row.expiry().year() % 100),
                        texts.say("trial.expiry." + key(row.gatewayCode()))))
                .toList();
    }

    static List<TrialValue> trialCodes(Texts texts) {
        return TestCards.securityCodes().stream()
                .map(row ->
                        new TrialValue(row.code(), row.amexCode(), texts.say("trial.code." + key(row.gatewayCode()))))
                .toList();
    }

    private static TrialValue expiry(String value, String effect) {
        return new TrialValue(value, value, effect);
    }

    private static String key(String gatewayCode) {
        return gatewayCode.toLowerCase(Locale.ROOT);
    }

    private static String grouped(CardNumber number) {
        var digits = number.reveal();
        return digits.length() == 15
                ? digits.substring(0, 4) + " " + digits.substring(4, 10) + " " + digits.substring(10)
                : FOUR_DIGITS.matcher(digits).replaceAll("$1 ");
    }
}
